import type { ChannelState } from "#lib/model/channel.ts";
import type { PolicyDocument } from "#lib/model/policy.ts";
import { unobeyedParts } from "#lib/policy/obeyed.ts";
import { explain } from "#lib/query/explain.ts";
import { parseQuery } from "#lib/query/parse.ts";
import { channelStates } from "./channels.ts";
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
  /** Of each policy: what its match means, and the parts that are kept but not yet obeyed. */
  notes: { means: string | null; unobeyed: { path: string; says: string }[] }[];
}

/** The document that stands, with what a reader wants to know about it. */
export async function policyView(tools: Tools): Promise<PolicyView> {
  const [{ at, ...stored }, channels] = await Promise.all([currentPolicies(tools), channelStates(tools)]);
  const { document } = stored;
  const notes = document.policies.map((policy) => ({ means: meaning(policy.match), unobeyed: unobeyedParts(policy, document) }));
  const now = tools.clock();
  const silencesNow = document.silences.filter(({ until }) => until === undefined || new Date(until) > now).length;
  return { ...stored, at: at.toISOString(), channels, silencesNow, notes };
}

function meaning(match: string): string | null {
  const parsed = parseQuery(match);
  return parsed.ok ? explain(parsed.query) : null;
}
