import { vendorSecrets } from "#lib/report/secrets.ts"; import { letteredNumbers, namedNumbers } from "#lib/report/identity.ts"; import { numbers } from "#lib/report/numbers.ts"; import { network } from "#lib/report/network.ts"; import { personal } from "#lib/report/personal.ts";
import { readFileSync } from "node:fs";
import { redactText } from "#lib/report/redact.ts";
import { lower, hideFormats } from "#lib/report/format.ts";
import { keyed } from "#lib/report/keyed.ts";
import { cookies } from "#lib/report/cookies.ts";
import { userinfo } from "#lib/report/userinfo.ts";
const rows = ["llm","general"].flatMap((f) => readFileSync(`../shared/corpus/${f}.jsonl`, "utf8").trim().split("\n").map((l) => JSON.parse(l).message as string));
const all = rows.splice(0); for (const r of all) if (r.length >= 200 && r.length <= 450) rows.push(r);
const bytes = rows.reduce((a, b) => a + b.length, 0);
const cpu = () => { const c = process.cpuUsage(); return (c.user + c.system) / 1000; };
const h = () => "[KEY_1]";
const parts: Record<string, (t: string) => unknown> = { redactText, keyed: (t) => keyed(t, h), cookies: (t) => cookies(t, h), userinfo: (t) => userinfo(t, h) };
for (const [n, l] of Object.entries({ vendorSecrets, letteredNumbers, namedNumbers, numbers, network, personal })) parts[n] = (t) => l(t, h);
for (const [n, f] of Object.entries(parts)) {
  for (let i = 0; i < 3; i++) for (const r of rows) f(r);
  const t = cpu(); for (let i = 0; i < 3; i++) for (const r of rows) f(r); const d = (cpu() - t) / 3;
  console.log(n.padEnd(10), ((d / rows.length) * 1000).toFixed(1), "µs/message", "per 300 B", ((d / bytes) * 300 * 1000).toFixed(1));
}
console.log(rows.length, bytes / rows.length);
