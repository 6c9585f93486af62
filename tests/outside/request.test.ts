import assert from "node:assert/strict";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, test } from "node:test";
import { BadInput, Busy, ConfigurationError, Unanswered } from "#lib/model/errors.ts";
import { type OutsideRequest, outsideRequest, type Policy } from "#lib/outside/request.ts";

const servers: Server[] = [];
after(() => {
  for (const server of servers) server.close().closeAllConnections();
});

/** A server on a port of its own that counts who connects. */
async function listen(handler: RequestListener): Promise<{ port: number; connections: () => number }> {
  let connections = 0;
  const server = createServer(handler).on("connection", () => connections++);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { port: (server.address() as AddressInfo).port, connections: () => connections };
}

const limits = { timeoutMs: 3000, maxBytes: 1000 };
const get = (policy: Policy, url: string, more: Partial<OutsideRequest> = {}) =>
  outsideRequest(policy, { url, ...limits, ...more });
const free: Policy = { allowPrivate: "all", resolve: async () => ["127.0.0.1"] };

test("a name that answers otherwise the second time is only asked once, and connected to what was checked", async () => {
  const { port, connections } = await listen((_request, response) => response.end("inside"));
  const answers = [["::1"], ["127.0.0.1"]]; // allowed and nobody there, then not allowed and listening
  let asked = 0;
  const rebinding: Policy = { allowPrivate: ["::1/128"], resolve: async () => answers[Math.min(asked++, 1)] ?? [] };
  await assert.rejects(get(rebinding, `http://rebind.example:${port}/`), Busy);
  assert.deepEqual([asked, connections()], [1, 0]);
  await assert.rejects(get(rebinding, `http://rebind.example:${port}/`), ConfigurationError);
  assert.equal(connections(), 0);
});

test("a redirect is an answer, not a way", async () => {
  const inner = await listen((_request, response) => response.end("inside"));
  for (const status of [301, 302, 307, 308]) {
    const outer = await listen((_request, response) =>
      response.writeHead(status, { location: `http://127.0.0.1:${inner.port}/` }).end(),
    );
    assert.equal((await get(free, `http://127.0.0.1:${outer.port}/`)).status, status);
  }
  assert.equal(inner.connections(), 0);
});

test("sends what it was given and hands back what came", async () => {
  const { port } = await listen(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    response
      .writeHead(418, { "x-seen": `${request.method} ${request.url} ${request.headers["x-key"]}`, "set-cookie": ["a=1", "b=2"] })
      .end(`got ${body}`);
  });
  const reply = await get(free, `http://named.example:${port}/a/b?c=d#e`, {
    method: "POST",
    headers: { "x-key": "k" },
    body: "héllo",
  });
  assert.deepEqual(
    [reply.status, reply.text(), reply.headers["x-seen"], reply.headers["set-cookie"]],
    [418, "got héllo", "POST /a/b?c=d k", "a=1, b=2"],
  );
  assert.deepEqual([...reply.bytes], [...Buffer.from("got héllo")]);
});

test("no proxy of the environment is asked", async () => {
  const proxy = await listen((_request, response) => response.end("proxy"));
  const { port } = await listen((_request, response) => response.end("direct"));
  const before = { ...process.env };
  const proxied = {
    HTTP_PROXY: `http://127.0.0.1:${proxy.port}`,
    http_proxy: `http://127.0.0.1:${proxy.port}`,
    NODE_USE_ENV_PROXY: "1",
  };
  Object.assign(process.env, proxied);
  try {
    assert.equal((await get(free, `http://127.0.0.1:${port}/`)).text(), "direct");
  } finally {
    for (const name of Object.keys(proxied)) delete process.env[name];
    Object.assign(process.env, before);
  }
  assert.equal(proxy.connections(), 0);
});

test("time is limited for everything together", async () => {
  const silent = await listen(() => undefined);
  const dripping = await listen((_request, response) => void response.writeHead(200).write("a"));
  for (const { port } of [silent, dripping]) {
    await assert.rejects(get(free, `http://127.0.0.1:${port}/secret-path`, { timeoutMs: 150 }), (error) => {
      assert.ok(error instanceof Unanswered);
      assert.equal(error.message, `127.0.0.1:${port} did not answer within 0.15 s`);
      return true;
    });
  }
  const stuck: Policy = { allowPrivate: "none", resolve: () => new Promise(() => undefined) };
  await assert.rejects(get(stuck, "https://slow-dns.example/", { timeoutMs: 50 }), Busy);
});

test("size is limited, also when no length was announced", async () => {
  const { port } = await listen((request, response) => {
    if (request.url === "/announced") response.writeHead(200, { "content-length": "1001" });
    for (let at = 0; at < 11; at++) response.write("x".repeat(91));
    response.end();
  });
  for (const path of ["/announced", "/chunked"]) await assert.rejects(get(free, `http://127.0.0.1:${port}${path}`), BadInput);
  assert.equal((await get(free, `http://127.0.0.1:${port}/chunked`, { maxBytes: 1001 })).bytes.length, 1001);
});

test("the caller may give up, and gets its own reason back", async () => {
  const { port } = await listen(() => undefined);
  const controller = new AbortController();
  const reason = new Error("shutting down");
  const pending = get(free, `http://127.0.0.1:${port}/`, { signal: controller.signal });
  setImmediate(() => controller.abort(reason));
  await assert.rejects(pending, (error) => error === reason);
  await assert.rejects(
    get(free, `http://127.0.0.1:${port}/`, { signal: AbortSignal.abort(reason) }),
    (error) => error === reason,
  );
});

test("what cannot be reached, found or sent says so without path or secret", async () => {
  const closed = await listen(() => undefined);
  await new Promise((resolve) => servers.at(-1)?.close(resolve));
  await assert.rejects(
    get(free, `http://127.0.0.1:${closed.port}/hook/SECRET`),
    (error) =>
      error instanceof Busy &&
      !(error instanceof Unanswered) &&
      /ECONNREFUSED/.test(error.message) &&
      !/SECRET/.test(error.message),
  );
  const unknown: Policy = {
    allowPrivate: "none",
    resolve: () => Promise.reject(Object.assign(new Error("queryA SECRET"), { code: "ENOTFOUND" })),
  };
  await assert.rejects(
    get(unknown, "https://gone.example/"),
    (error) => error instanceof Busy && /gone\.example.*ENOTFOUND/.test(error.message) && !/SECRET/.test(error.message),
  );
  const { port } = await listen((_request, response) => response.end());
  await assert.rejects(
    get(free, `http://127.0.0.1:${port}/`, { headers: { authorization: "SECRET\r\nx: y" } }),
    (error) => error instanceof ConfigurationError && !/SECRET/.test(error.message),
  );
});
