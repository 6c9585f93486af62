import type { PolicyDocument } from "#lib/model/policy.ts";
import type { Rules } from "#lib/policy/world.ts";
import { usableChannels } from "./channels.ts";
import { currentPolicies } from "./policies.ts";
import type { Tools } from "./tools.ts";

/** By what is decided: the policies that stand, and the channels that can be sent to. */
export interface RulesNow extends Rules {
  version: number;
}

/** A document as it is decided by here. */
export const rulesOf = async (tools: Tools, document: PolicyDocument): Promise<Rules> => ({
  document,
  channels: await usableChannels(tools, document.channels),
  zone: tools.settings.TIME_ZONE,
});

export async function rulesNow(tools: Tools): Promise<RulesNow> {
  const { version, document } = await currentPolicies(tools);
  return { version, ...(await rulesOf(tools, document)) };
}
