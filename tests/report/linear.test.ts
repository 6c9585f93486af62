import assert from "node:assert/strict";
import { test } from "node:test";
import { redactText } from "#lib/report/redact.ts";
import { template } from "#lib/report/template.ts";

const units = [
  "a@",
  "a@a.",
  "-",
  "-----BEGIN RSA PRIVATE KEY-----",
  "key=",
  "password=",
  'password="',
  "password: 'a ",
  "password=f(",
  "password=),",
  "(",
  "7",
  "4111 1111 ",
  "7 ",
  "deadbeef01",
  "QUJDREVGR0g",
  "A",
  "sk-",
  "://",
  "http://a:b@",
  "cookie: a=b; ",
  "1.",
  "a:",
  "::",
  "%20a",
  "'",
  '{"a":',
  "+1",
  "0",
  "/home/",
  "C:\\Users\\a ",
  "GB82 WEST ",
  "eyJ",
  "eyJaaaaaa.",
  "ssn: ",
  "Bearer ",
  " ",
  "\n",
  ",a=",
  "密码：",
  "\ud800",
  "otp ",
  "&code=aaaaaaaaaaaaaaaaaaaaA1 ",
  " -u a:b",
  "\\n",
  "a:b@tcp(",
  "mysql -p",
  "('password', 'a'",
  "--password ",
  "a'",
  "[KEY_1]",
  "[",
  '\\\\\\"',
  "Private-Lines: 1 ",
  "$2b$",
  "SG.aaaaaaaaaaaaaaaa",
  "api key ",
];
const size = 1_000_000;

/** Time of this process alone, so that a busy machine does not matter. */
function milliseconds(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const repeated = (unit: string, length: number): string => unit.repeat(Math.ceil(length / unit.length));

for (const unit of units)
  test(`a megabyte of ${JSON.stringify(unit)} is redacted in time that grows with its length`, () => {
    redactText(repeated(unit, size / 100)); // compiled before it is measured
    const small = milliseconds(() => redactText(repeated(unit, size / 10)));
    const big = milliseconds(() => redactText(repeated(unit, size)));
    assert.ok(big < 2000, `${big} ms`);
    assert.ok(big < 15 * Math.max(small, 20), `${small} ms, then ${big} ms`);
  });

test("templates of hostile text cost no more than their input's cap allows", () => {
  for (const unit of [...units, "https://a/", "error ", "code: ", "gpt-4o-", "a1", "“", "2026-", "req_", "5 m ", "<n>", '"a":"'])
    assert.ok(milliseconds(() => template(repeated(unit, size))) < 500, unit);
});
