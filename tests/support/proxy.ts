import { connect, createServer, type Socket } from "node:net";

type Mode = "pass" | "refuse" | "hang" | "deaf";

export interface Wire {
  url: string;
  /** `pass` as if it were not there; `refuse` closes every connection; `hang` takes connections and bytes and never answers; `deaf` hands on what is asked and no answer. */
  mode(mode: Mode): void;
  close(): Promise<void>;
}

/** A wire to a database that can be cut in several ways. */
export async function proxyTo(databaseUrl: string): Promise<Wire> {
  const target = new URL(databaseUrl);
  let now: Mode = "pass";
  const open = new Set<Socket>();
  const server = createServer((client) => {
    open.add(client);
    client.on("close", () => open.delete(client)).on("error", () => client.destroy());
    if (now === "refuse") return client.destroy();
    const upstream = connect(Number(target.port), target.hostname);
    upstream.on("error", () => client.destroy()).on("close", () => client.destroy());
    client.on("close", () => upstream.destroy());
    client.on("data", (bytes) => (now === "pass" || now === "deaf") && upstream.write(bytes));
    upstream.on("data", (bytes) => now === "pass" && client.write(bytes));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: Object.assign(new URL(databaseUrl), { port: String(port) }).href,
    mode(mode) {
      now = mode;
      if (mode === "refuse") for (const socket of open) socket.destroy();
    },
    close: () =>
      new Promise((done) => {
        for (const socket of open) socket.destroy();
        server.close(() => done());
      }),
  };
}
