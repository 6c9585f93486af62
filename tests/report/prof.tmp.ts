import { secretFormats } from "#lib/report/secrets.ts";
import { identityFormats } from "#lib/report/identity.ts";
import { networkFormats } from "#lib/report/network.ts";
import { personalFormats, phoneFormats } from "#lib/report/personal.ts";
import { lower, hideFormats } from "#lib/report/format.ts";
import { keyed } from "#lib/report/keyed.ts";
import { cookies } from "#lib/report/cookies.ts";
import { userinfo } from "#lib/report/userinfo.ts";
import { pemBlocks } from "#lib/report/pem.ts";
const text = JSON.parse(`"${process.argv[2]}"`).repeat(Number(process.argv[3] ?? 1000));
const low = lower(text);
for (const [n, l] of Object.entries({ keyed, cookies, userinfo, pemBlocks })) { const t = performance.now(); l(text, () => "[KEY_1]"); console.log(n, (performance.now() - t).toFixed(2)); }
const rows = [];
for (const f of [...secretFormats, ...personalFormats, ...identityFormats, ...networkFormats, ...phoneFormats]) {
  if (f.hints && !f.hints.some((h) => low.includes(h))) continue;
  const t = performance.now(); text.replace(f.pattern, (m: string) => (f.length?.(m), m)); rows.push([performance.now() - t, f.pattern.source.slice(0, 100)]);
}
rows.sort((a: any, b: any) => b[0] - a[0]); for (const r of rows.slice(0, 8)) console.log((r[0] as number).toFixed(2), r[1]);
