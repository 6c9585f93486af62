import { request } from "node:http";
import { Busy } from "#lib/model/errors.ts";

/** Where this machine itself reaches a server that listens on `host`: all addresses include the loopback. */
const reachable = (host: string): string => (host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host);

interface Posted {
  host: string;
  port: number;
  path: string;
  headers: Record<string, string>;
  body: Uint8Array;
}

const timeoutMs = 10_000;

/** Posts to a door of this very deployment and gives the status. Nothing from outside decides where this goes. */
export function postToSelf({ host, port, path, headers, body }: Posted): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (cause: Error): void => reject(new Busy("Verdict's own web process does not answer", undefined, { cause }));
    const sent = request({ host: reachable(host), port, path, method: "POST", headers, timeout: timeoutMs }, (reply) => {
      reply.resume().on("end", () => resolve(reply.statusCode ?? 0));
    });
    sent.on("error", fail).on("timeout", () => sent.destroy(new Error("it took too long")));
    sent.end(body);
  });
}
