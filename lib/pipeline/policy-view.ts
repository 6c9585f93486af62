import { policyHistory } from "#lib/db/policy-history.ts";
import type { ChannelState } from "#lib/model/channel.ts";
import { type PolicyDocument, PolicySpec } from "#lib/model/policy.ts";
import type { PolicySummary } from "#lib/model/policy-summary.ts";
import { summaryOf } from "#lib/policy/summary.ts";
import { explain } from "#lib/query/explain.ts";
import { parseQuery } from "#lib/query/parse.ts";
import { channelStates } from "./channel-states.ts";
import { currentPolicies } from "./policies.ts";
import type { Tools } from "./tools.ts";

export interface PolicyView {
  version: number;
  at: string;
  by: string;
  document: PolicyDocument;
  channels: ChannelState[];
  /** How many silences may hold something back now. */
  silencesNow: number;
  /** Of each policy: what its match means, and what it does in plain words. */
  notes: { means: string | null; summary: PolicySummary }[];
}

/** Every channel, without how its secrets end: whoever reads policies sees it. */
export const channelsToName = async (tools: Tools): Promise<ChannelState[]> =>
  (await channelStates(tools)).map((channel) => ({ ...channel, shown: {} }));

/** The document that stands, with what a reader wants to know about it. */
export async function policyView(tools: Tools): Promise<PolicyView> {
  const [{ at, ...stored }, channels] = await Promise.all([currentPolicies(tools), channelsToName(tools)]);
  const { document } = stored;
  const notes = document.policies.map((policy) => ({ means: meaning(policy.match), summary: summaryOf(policy, document) }));
  const now = tools.clock();
  const silencesNow = document.silences.filter(({ until }) => until === undefined || new Date(until) > now).length;
  return { ...stored, at: at.toISOString(), channels, silencesNow, notes };
}

/** The query in words; null when it is none, or says nothing. */
export function meaning(match: string): string | null {
  const parsed = parseQuery(match);
  return parsed.ok && match.trim() !== "" ? explain(parsed.query) : null;
}

/** What a policy does as it is typed, in plain words; null while it cannot be read. */
export function summaryOfTyped(typed: Readonly<Record<string, unknown>>, document: PolicyDocument): PolicySummary | null {
  const read = PolicySpec.safeParse({ ...typed, name: "typed" });
  return read.success ? summaryOf(read.data, document) : null;
}

export interface Found {
  version: number;
  document: PolicyDocument;
  at: number;
  /** It was renamed or deleted since. */
  isGone: boolean;
}

/** As far back as a name is looked for that no policy has any more: whoever edits it meanwhile loses nothing. */
const mostEarlier = 20;

/** The policy of this name, else as it stood in the newest version that had it. */
export async function policyNamed(tools: Tools, name: string): Promise<Found | null> {
  const standing = await currentPolicies(tools);
  const placeIn = ({ policies }: PolicyDocument): number => policies.findIndex((policy) => policy.name === name);
  const at = placeIn(standing.document);
  if (at !== -1) return { version: standing.version, document: standing.document, at, isGone: false };
  const had = (await policyHistory(tools.db, mostEarlier)).find(({ document }) => placeIn(document) !== -1);
  return had ? { version: had.version, document: had.document, at: placeIn(had.document), isGone: true } : null;
}
