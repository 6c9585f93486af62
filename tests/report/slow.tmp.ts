import { redactText } from "#lib/report/redact.ts";
import { readCases, filled, random } from "./secretCases.ts";
const all = [...readCases("secrets"), ...readCases("families").map((r) => filled(r, 3))];
const frags = [...new Set(all.flatMap((r) => r.message.split(/(?=[\s"'=:@/&;,(){}[\]\\.$_-])/)))];
const marks = ["'", '"', "\\", "\\n", ":", "=", "@", "://", ",", ";", "(", ")", "[", "]", "{", "}", "<", ">", " ", "-", ".", "/", "%20", "%", "+", "0", "1", "a", "A", "é", "_", "$", "!", "~", "*", "|", "&"];
let x = Number(process.argv[2] ?? 1); const pick = (l: string[]) => { x = (Math.imul(x, 1664525) + 1013904223) >>> 0; return l[(x >>> 8) % l.length]!; };
const cpu = () => { const c = process.cpuUsage(); return (c.user + c.system) / 1000; };
const end = Date.now() + Number(process.argv[3] ?? 60) * 1000; let n = 0;
while (Date.now() < end) {
  const unit = Array.from({ length: 1 + (n % 4) }, () => (pick(["f", "m"]) === "f" ? pick(frags) : pick(marks))).join("").slice(0, 60);
  const t = unit.repeat(Math.ceil(100_000 / unit.length)); const a = cpu(); redactText(t); const d = cpu() - a; n++;
  if (d > 120) console.log(d.toFixed(0), JSON.stringify(unit));
}
console.log(n);
