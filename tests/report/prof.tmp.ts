import { vendorSecrets } from "#lib/report/secrets.ts"; import { letteredNumbers, namedNumbers } from "#lib/report/identity.ts"; import { numbers } from "#lib/report/numbers.ts"; import { network } from "#lib/report/network.ts"; import { personal } from "#lib/report/personal.ts";
import { lower, hideFormats } from "#lib/report/format.ts";
import { keyed } from "#lib/report/keyed.ts";
import { cookies } from "#lib/report/cookies.ts";
import { userinfo } from "#lib/report/userinfo.ts";
import { pemBlocks } from "#lib/report/pem.ts";
const text = JSON.parse(`"${process.argv[2]}"`).repeat(Number(process.argv[3] ?? 1000));
const low = lower(text);
for (const [n, l] of Object.entries({ keyed, cookies, userinfo, pemBlocks, vendorSecrets, letteredNumbers, namedNumbers, numbers, network, personal })) { const t = cpu(); l(text, () => "[KEY_1]"); console.log(n, (cpu() - t).toFixed(2)); }

function cpu() { const c = process.cpuUsage(); return (c.user + c.system) / 1000; }
