import fc from "fast-check";
import { readFileSync } from "node:fs";
import { redactText } from "#lib/report/redact.ts";
const rows = readFileSync(new URL("./secrets.jsonl", import.meta.url), "utf8").trim().split("\n").map((l) => JSON.parse(l));
const words = rows.flatMap((r) => r.message.split(/(?=[\s"'=:@/&;,(){}\[\]\\])/) as string[]);
const frag = fc.oneof(fc.constantFrom(...words), fc.constantFrom(...words, "[KEY_1]", "[EMAIL_2]", "[KEY_", "]", "[", "password", "=", ": ", "\"", "'", "\\\"", "\\n", "\n", "token", "Bearer ", "@", "://", "%40", "%20", "%25", "sk-", "eyJ", "-----BEGIN RSA PRIVATE KEY-----", "-----END", "cookie: ", "+1", "4111 1111 1111 1111", "GB82WEST12345698765432", "1.2.3.4", "::", "/home/", "C:\\Users\\", " ", "a", "1", "é", "密码：", "\ud800", "\0", "\u001b[1m", "ssn ", "otp ", "-u ", "--password ", "{", "}", "(", ")", ",", ";", "&code=", "<password>", "IDENTIFIED BY '"), fc.string({ unit: "binary", maxLength: 12 }), fc.string({ maxLength: 8 }));
let withheld = 0, n = 0; const seeds = Number(process.argv[2] ?? 20000);
fc.assert(fc.property(fc.array(frag, { maxLength: 30 }).map((a) => a.join("")), (t) => {
  const once = redactText(t); n++;
  if (once === "[KEY_1]" && t.trim().length > 60) { withheld++; if (withheld < 6) console.log("withheld?", JSON.stringify(t)); }
  if (redactText(once) !== once) { console.log(JSON.stringify(t), "\n", once, "\n", redactText(once)); return false; }
  return !once.includes("\0") && once.isWellFormed();
}), { numRuns: seeds });
console.log(n, withheld);
