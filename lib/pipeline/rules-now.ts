import { withZones } from "#lib/policy/digest-times.ts";
import type { Rules } from "#lib/policy/world.ts";
import { usableChannels } from "./channels.ts";
import { currentPolicies } from "./policies.ts";
import type { Tools } from "./tools.ts";

/** By what is decided: the policies that stand, and the channels that can be sent to. */
export interface RulesNow extends Rules {
  version: number;
}

export async function rulesNow(tools: Tools): Promise<RulesNow> {
  const [{ version, document }, channels] = await Promise.all([currentPolicies(tools), usableChannels(tools)]);
  return { version, document: withZones(document, tools.settings.TIME_ZONE), channels };
}
