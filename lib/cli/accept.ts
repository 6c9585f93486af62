import { type AddressInfo, createServer, type ListenOptions, type Server } from "node:net";

const listeners = 32;

/**
 * A listener accepts one connection in a turn of the event loop, and who is busy takes long turns: of 200 senders that come at once the
 * last would wait for 200 of them. So several listen at one address, and the kernel spreads senders over them. To be called before
 * the server listens, with the options that it will use.
 */
export function acceptMany(server: Server, options: ListenOptions): void {
  if (process.platform !== "linux") return; // others do not spread, or refuse to share
  options.reusePort = true;
  server.once("listening", () => {
    const { address: host, port } = server.address() as AddressInfo;
    const others = Array.from({ length: listeners - 1 }, () =>
      createServer({ allowHalfOpen: true, noDelay: true }, (socket) => server.emit("connection", socket))
        .on("error", () => undefined) // one less
        .listen({ port, host, reusePort: true }),
    );
    const close = server.close.bind(server);
    server.close = (done) => {
      const closed = Promise.all(others.map((other) => new Promise((gone) => other.close(gone))));
      return close((error) => void closed.then(() => done?.(error)));
    };
  });
}
