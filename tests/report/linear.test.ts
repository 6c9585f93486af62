import assert from "node:assert/strict";
import { test } from "node:test";
import { redactText } from "#lib/report/redact.ts";
import { template } from "#lib/report/template.ts";
import { leastCpuMs } from "../support/cpu-ms.ts";

const million = 1_000_000;
const megabytes = ["a@", "-", "key=", "(", "7", "QUJDREVGR0g", "password=", " "];
const others: readonly string[] = [
  "a@a.",
  "-----BEGIN RSA PRIVATE KEY-----",
  'password="',
  "password: 'a ",
  "password=f(",
  "password=),",
  "4111 1111 ",
  "7 ",
  "deadbeef01",
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
  " 0532",
  "1 06",
  "203 ",
  "(id:@%",
  "https://a/",
  "error ",
  "gpt-4o-",
  "“",
  "<n>",
  "backup codes ",
  "recovery code: abcd-",
  '["a", ',
  'tokens=["a","b',
  '" value="',
  "apiKey” “",
  "пароль ",
  "пароль a: ",
  "password for a ",
  "pass phrase of ",
  "password 1a",
  "USER a PASS ",
  "AUTH PLAIN ",
  "pi_aaaaaaaa_secret_",
  "A1b2",
  "aB3-",
  "AbCdEf_",
  "s.",
  "sl.u.",
  "x:APA91b",
  "a_a1b2c.acc",
  "-us1",
  "0a:",
  "0a1b2:",
  "a[b]=",
  "token(value=",
  '{"value":',
  "cookies: a=",
  "identified with a ",
  "?code=",
  "smbclient -U a%",
  "redis-cli ",
  "DE89 3704 ",
  "0172 ",
  "ip:1",
  "code 2",
  "sql state ",
  "gpt-6d9f7c5b8-kx2pv",
  "mysql ,%20",
  "\u0000%A1-key",
  "e.g.",
];

const repeated = (unit: string, length: number): string => unit.repeat(Math.ceil(length / unit.length));

/** Ten times the length takes about ten times as long; it would be a hundred if the time grew with the length's square. */
function growsInProportion(unit: string, length: number): void {
  const small = leastCpuMs(() => redactText(repeated(unit, length / 10)));
  const big = leastCpuMs(() => redactText(repeated(unit, length)));
  assert.ok(big < 1500, `${unit}: ${big} ms`);
  assert.ok(big < 30 * Math.max(small, 10), `${unit}: ${small} ms, then ${big} ms`);
}

for (const unit of megabytes)
  test(`a megabyte of ${JSON.stringify(unit)} is redacted in time that grows with its length`, () =>
    growsInProportion(unit, million));

test("so is every other text made to be slow", () => {
  for (const unit of others) growsInProportion(unit, million / 4);
});

test("templates of hostile text cost no more than the cap on their input allows", () => {
  for (const unit of [...megabytes, ...others]) assert.ok(leastCpuMs(() => template(repeated(unit, million))) < 500, unit);
});
