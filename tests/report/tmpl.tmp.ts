import { readFileSync } from "node:fs";
import { template } from "#lib/report/template.ts";
import { redactText } from "#lib/report/redact.ts";
const rows = ["llm","general"].flatMap((f) => readFileSync(`../shared/corpus/${f}.jsonl`, "utf8").trim().split("\n").map((l) => JSON.parse(l).message as string));
const step = Number(process.argv[2] ?? 20);
for (let i = Number(process.argv[3] ?? 0); i < rows.length; i += step) { console.log("  " + rows[i]!.slice(0, 300).replaceAll("\n", "\\n")); console.log("→ " + template(rows[i]!)); }
let unstable = 0, differ = 0; for (const r of rows) { const t = template(r); if (template(t) !== t) unstable++; if (template(redactText(r)) !== t) { differ++; if (differ < 8) console.log("DIFF", t, "\n    ", template(redactText(r))); } }
console.log("unstable", unstable, "differ after redaction", differ, "distinct", new Set(rows.map(template)).size, rows.length, rows.filter((r) => template(r) === "<text>").length);
const m = rows.filter((r) => r.length >= 200 && r.length <= 450); const cpu = () => { const c = process.cpuUsage(); return (c.user + c.system) / 1000; };
for (const [n, f] of [["template", template], ["both", (x: string) => template(redactText(x))]] as const) { for (let i = 0; i < 5; i++) for (const r of m) f(r); const t = cpu(); for (let i = 0; i < 5; i++) for (const r of m) f(r); console.log(n, ((cpu() - t) / 5 / m.length * 1000).toFixed(1), "µs"); }
