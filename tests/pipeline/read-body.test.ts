import assert from "node:assert/strict";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { Readable } from "node:stream";
import { after, test } from "node:test";
import { readBody } from "#lib/pipeline/read-body.ts";

const most = 1000;

const server = createServer(async (request, response) => {
  const body = Readable.toWeb(request) as unknown as Request["body"];
  const refused = request.url === "/refused" ? ("refused" as const) : undefined;
  const read = await readBody(body, most, refused);
  const answer = typeof read === "string" ? read : `${read.length} bytes`;
  response.writeHead(200, { connection: "close", "content-length": answer.length }).end(answer);
});
await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
after(() => server.close());
const { port } = server.address() as AddressInfo;

/** Sends all of it without reading, then reads: what a plain client does. */
const send = (path: string, size: number): Promise<string> =>
  new Promise((done, fail) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => {
      socket.write(`POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: ${size}\r\n\r\n`);
      socket.write(Buffer.alloc(size, 0x20), () => socket.resume());
    });
    socket.pause();
    socket.setEncoding("utf8").on("data", (part: string) => {
      answer += part;
    });
    socket.on("end", () => done(answer.split("\r\n\r\n")[1] ?? "")).on("error", fail);
  });

test("a body within the limit is given as it came, one byte more is too large", async () => {
  assert.equal(await send("/", 0), "0 bytes");
  assert.equal(await send("/", most), `${most} bytes`);
  assert.equal(await send("/", most + 1), "tooLarge");
});

test("who is refused while still sending 16 MiB has the answer, not a closed connection", async () => {
  for (const path of ["/", "/refused"]) assert.equal(await send(path, 16 * 2 ** 20), path === "/" ? "tooLarge" : "refused");
});

test("a sender that never ends is given up, and none of what it sent is kept", async () => {
  let pulled = 0;
  let cancelled = false;
  const endless = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      pulled++;
      await new Promise(setImmediate);
      controller.enqueue(new Uint8Array(100));
    },
    cancel() {
      cancelled = true;
    },
  });
  assert.equal(await readBody(endless, most), "tooLarge");
  assert.ok(cancelled);
  assert.ok(pulled > most / 100);
});

test("a sender that hangs up is cut", async () => {
  const broken = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      controller.error(new Error("reset"));
    },
  });
  assert.equal(await readBody(broken, most), "cut");
});
