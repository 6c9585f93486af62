import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A scripted answer; `hang` never answers, `reset` takes everything and closes without a word, `html` is a page, `huge` 10 MB, `late` a 200 after so many ms. */
export type Scripted =
  | { status: number; headers?: Record<string, string>; body?: string | object }
  | { late: number }
  | "hang"
  | "reset"
  | "html"
  | "huge";

export async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of request) parts.push(part as Uint8Array);
  return Buffer.concat(parts).toString("utf8");
}

export function answer(response: ServerResponse, scripted: Scripted, plain: { status: number; body: string | object }): void {
  if (scripted === "hang") return;
  if (scripted === "reset") return void response.socket?.destroy();
  if (scripted === "html") return void response.writeHead(200, { "content-type": "text/html" }).end("<html>Sign in</html>");
  if (scripted === "huge") return void response.writeHead(200).end("x".repeat(10 * 2 ** 20));
  if ("late" in scripted) return void setTimeout(() => answer(response, plain, plain), scripted.late).unref();
  const { status, headers = {}, body = "" } = scripted as Exclude<Scripted, string | { late: number }>;
  const type = typeof body === "string" ? "text/plain" : "application/json";
  response.writeHead(status, { "content-type": type, ...headers }).end(typeof body === "string" ? body : JSON.stringify(body));
}

export async function listen(
  onRequest: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<{ url: string; close: () => Promise<void> }> {
  const server: Server = createServer((request, response) => void onRequest(request, response).catch(() => response.destroy()));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
