import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** A port that nobody listens on, below those that systems give to outgoing connections, which could take it before its program does. */
export function freePort(): Promise<number> {
  return new Promise((done) => {
    const port = randomInt(10_000, 32_000);
    const probe = createServer().once("error", () => done(freePort()));
    probe.listen(port, "127.0.0.1", () => probe.close(() => done(port)));
  });
}
