import { brokenChannels } from "#lib/db/channels.ts";
import { type Came, cameSince, type Noise, noiseIn } from "#lib/db/noise.ts";
import { channelKinds } from "#lib/db/replay-history.ts";
import type { NoiseFigures } from "#lib/model/noise.ts";
import { isPage, type PolicyDocument } from "#lib/model/policy.ts";
import { type Unheard, unheard } from "#lib/policy/unheard.ts";
import { usableChannels } from "./channels.ts";
import { currentPolicies } from "./policies.ts";
import { ownSeverities } from "./raise.ts";
import type { Tools } from "./tools.ts";

const dayMs = 86_400_000;
/** So many incidents tell whether a policy is ignored. */
const ignoredFrom = 5;

const summed = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

type Sent = Noise["sent"][number] & { isPage: boolean };
type PolicyRow = NoiseFigures["policies"][number];

function policyOf(name: string, { policies }: PolicyDocument, noise: Noise, sent: readonly Sent[]): PolicyRow {
  const own = sent.filter(({ policy, isDigest }) => policy === name && !isDigest);
  const { incidents = 0, told = 0, acted = 0 } = noise.incidents.find(({ policy }) => policy === name) ?? {};
  const signals = summed(noise.decided.flatMap(({ policy, signals: some }) => (policy === name ? [some] : [])));
  const standing = policies.find((policy) => policy.name === name);
  return {
    name,
    stands: standing !== undefined,
    signals,
    incidents,
    messages: summed(own.map(({ messages }) => messages)),
    pages: summed(own.map((each) => (each.isPage ? each.messages : 0))),
    acted,
    share: incidents === 0 ? null : acted / incidents,
    never_fired: standing?.enabled === true && signals === 0,
    always_ignored: told >= ignoredFrom && acted === 0,
  };
}

function suppressedIn({ decided }: Noise): NoiseFigures["suppressed"] {
  const untold = decided.filter(({ action }) => action !== "send" && action !== "update");
  const reasons = Map.groupBy(untold, ({ reason }) => reason);
  return [...reasons]
    .map(([reason, rows]) => ({ reason, count: summed(rows.map(({ decisions }) => decisions)) }))
    .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}

const countOf = (came: readonly Came[], { kinds, severity }: Pick<Unheard, "kinds" | "severity">): number =>
  summed(came.flatMap((each) => (kinds.includes(each.kind) && each.severity === severity ? [each.count] : [])));

/** Those that told in these days and are in the document no more come last; digests are nobody's. */
function policiesIn(document: PolicyDocument, noise: Noise, sent: readonly Sent[]): PolicyRow[] {
  const standing = document.policies.map(({ name }) => name);
  const gone = [...noise.decided, ...noise.incidents].flatMap(({ policy }) => policy ?? []);
  return [...new Set([...standing, ...gone.sort()])].map((name) => policyOf(name, document, noise, sent));
}

/** The channels that take what is sent to them: a broken one is tried, but tells nobody until it is mended. */
async function reaching(tools: Tools, { channels }: PolicyDocument): Promise<ReadonlyMap<string, unknown>> {
  const [usable, found] = await Promise.all([usableChannels(tools), brokenChannels(tools.db)]);
  const broken = new Set(found.map(({ name }) => name));
  const carriers = new Map(channels.flatMap(({ name, kind, to }) => (kind === "digest" ? [[name, to ?? []] as const] : [])));
  const takes = (name: string): boolean => usable.has(name) && !broken.has(name);
  return new Map([...usable].filter(([name]) => carriers.get(name)?.some(takes) ?? takes(name)));
}

/** How many signals of the last days became how many incidents and messages, what was suppressed, and how each policy fares. */
export async function noiseFigures(tools: Tools, days: number): Promise<NoiseFigures> {
  const now = tools.clock();
  const since = new Date(now.getTime() - days * dayMs);
  const [{ document }, noise] = await Promise.all([currentPolicies(tools), noiseIn(tools.db, since)]);
  const kinds = await channelKinds(tools.db, [...new Set(noise.sent.map(({ version }) => version))]);
  const sent = noise.sent.map((each) => ({ ...each, isPage: isPage(kinds.get(each.version)?.get(each.channel)) }));
  const quiet = unheard(document, await reaching(tools, document), ownSeverities, now);
  const came = quiet.length > 0 ? await cameSince(tools.db, since) : [];
  return {
    days,
    signals: noise.signals,
    incidents: summed(noise.incidents.map(({ incidents }) => incidents)),
    messages: summed(sent.map(({ messages }) => messages)),
    pages: summed(sent.map((each) => (each.isPage ? each.messages : 0))),
    digests: summed(sent.map(({ isDigest, messages }) => (isDigest ? messages : 0))),
    suppressed: suppressedIn(noise),
    policies: policiesIn(document, noise, sent),
    unheard: quiet.map(({ signal, severity, policy, channels, kinds: same }) => ({
      ...{ signal, severity, policy, channels },
      signals: countOf(came, { severity, kinds: same }),
    })),
  };
}
