import { readFileSync } from "node:fs";
import { redactText } from "#lib/report/redact.ts";
const rows = readFileSync(new URL("./secrets.jsonl", import.meta.url), "utf8").trim().split("\n").map((l) => JSON.parse(l));
let bad = 0;
for (const r of rows) {
  const out = redactText(r.message);
  const leaks = r.must_not_leak.filter((s: string) => out.includes(s));
  const lost = r.must_keep.filter((s: string) => !out.includes(s));
  if (leaks.length || lost.length || process.argv[2]) { bad++; console.log(r.id, leaks, lost, "\n   ", out.slice(0, 400)); }
  if (redactText(out) !== out) console.log("NOT IDEMPOTENT", r.id, redactText(out));
}
console.log(bad, "of", rows.length);
