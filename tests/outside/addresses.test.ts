import assert from "node:assert/strict";
import { test } from "node:test";
import { Busy, ConfigurationError } from "#lib/model/errors.ts";
import { checkTarget, type Policy } from "#lib/outside/request.ts";

const names: Record<string, string[]> = {
  localhost: ["127.0.0.1", "::1"],
  "localhost.": ["127.0.0.1"],
  "metadata.google.internal": ["169.254.169.254"],
  "127.0.0.1.nip.io": ["127.0.0.1"],
  "two-faced.example": ["93.184.216.34", "::1"],
  "mapped.example": ["::ffff:10.0.0.1"],
  "public.example": ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"],
  "nowhere.example": [],
  "odd.example": ["not an address"],
};
const strict: Policy = { allowPrivate: "none", resolve: async (host) => names[host] ?? ["93.184.216.34"] };
const free: Policy = { ...strict, allowPrivate: "all" };

// biome-ignore format: a table
const hosts = [
  "0x7f000001", "2130706433", "0177.0.0.1", "127.1", "127.0.0.1", "①②⑦.⓪.⓪.①", "ⓛocalhost", "localhost", "localhost.", "0", "0.0.0.0",
  "[::1]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fd00:ec2::254]", "[fe80::1]", "[::]",
  "[2001:db8::1]", "[ff02::1]", "169.254.169.254", "10.1.2.3", "100.64.0.1", "172.31.255.255", "192.168.1.1", "198.18.0.1", "203.0.113.5", "224.0.0.1", "255.255.255.255",
  "metadata.google.internal", "127.0.0.1.nip.io", "two-faced.example", "mapped.example", "odd.example",
];
for (const host of hosts) {
  test(`https://${host}/ is refused`, () => assert.rejects(checkTarget(strict, `https://${host}/`), ConfigurationError));
}

// biome-ignore format: a table
const urls = [
  "https://hooks.slack.com@127.0.0.1/", "https://user:pass@public.example/", "http:\\\\127.0.0.1", "http://127.0.0.1:0", "http://public.example/", "https://public.example:22/",
  "gopher://public.example/", "file:///etc/passwd", "ftp://public.example/", "data:text/plain,x", "javascript:alert(1)", "public.example", "", "https://",
];
for (const url of urls) {
  test(`${url} is refused`, () => assert.rejects(checkTarget(strict, url), ConfigurationError));
}

test("public hosts are allowed, on the ports of https", async () => {
  for (const url of [
    "https://public.example/",
    "https://public.example:443/x",
    "https://public.example:8443/",
    "https://93.184.216.34/",
    "https://[2606:2800:220:1::1]/",
  ]) {
    assert.ok((await checkTarget(strict, url)).addresses.length > 0);
  }
  await assert.rejects(checkTarget(strict, "https://nowhere.example/"), Busy);
});

test("allowed ranges free private addresses with plain http and any port, and nothing else", async () => {
  const some: Policy = { ...free, allowPrivate: ["127.0.0.0/8", "fd12::/16"] };
  assert.deepEqual((await checkTarget(some, "http://127.0.0.1:11434/")).addresses, [{ address: "127.0.0.1", family: 4 }]);
  assert.deepEqual((await checkTarget(some, "http://[fd12::7]:80/")).addresses, [{ address: "fd12::7", family: 6 }]);
  for (const url of [
    "http://10.0.0.1/",
    "https://10.0.0.1/",
    "http://public.example/",
    "https://public.example:9999/",
    "https://localhost/",
  ]) {
    await assert.rejects(checkTarget(some, url), ConfigurationError, url);
  }
  await assert.rejects(checkTarget({ allowPrivate: ["10.0.0.0/33"] }, "https://10.0.0.1/"), /10\.0\.0\.0\/33/);
});

test("the machine's own credentials are never within reach", async () => {
  for (const host of [
    "169.254.169.254",
    "[fd00:ec2::254]",
    "[::ffff:169.254.169.254]",
    "[::169.254.169.254]",
    "[64:ff9b::a9fe:a9fe]",
    "[2002:a9fe:a9fe::]",
    "metadata.google.internal",
  ]) {
    for (const allowPrivate of ["all", ["0.0.0.0/0", "::/0"]] as const) {
      await assert.rejects(checkTarget({ ...free, allowPrivate }, `http://${host}/latest/meta-data/`), ConfigurationError, host);
    }
  }
});
