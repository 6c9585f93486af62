import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

const header = "x-forwarded-for";
const channel = "http.server.request.start";

/** Comma list → entries; empty when nobody is trusted. */
export const proxyList = (written: string | undefined): string[] =>
  (written ?? "").split(",").flatMap((entry) => entry.trim() || []);

/**
 * Writes the address a connection comes from into `X-Forwarded-For` before anybody reads the request: after what was claimed
 * when there are proxies to trust, else instead of it, because Next keeps whatever the caller claims. Returns what undoes it.
 */
export function stampPeers(trustedProxies: string | undefined): () => void {
  const keep = proxyList(trustedProxies).length > 0;
  const stamp = (message: unknown): void => {
    const { headers, socket } = (message as { request: IncomingMessage }).request;
    const claimed = keep ? headers[header] : undefined;
    headers[header] = [claimed ?? [], socket.remoteAddress ?? []].flat().join(", ");
  };
  subscribe(channel, stamp);
  return () => void unsubscribe(channel, stamp);
}
