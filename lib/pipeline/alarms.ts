import { alarmsNow } from "#lib/db/alarms.ts";
import type { Alarms } from "#lib/model/alarms.ts";
import { isDirect } from "#lib/model/policy.ts";
import { channelStates } from "./channel-states.ts";
import type { Tools } from "./tools.ts";

/** What everybody who can act must know, whatever page they read. */
export async function alarms(tools: Tools): Promise<Alarms> {
  const [found, channels] = await Promise.all([alarmsNow(tools.db), channelStates(tools)]);
  const broken = channels.filter(({ state }) => state === "broken").map(({ name, error }) => ({ name, error }));
  const isMute = !channels.some(({ kind, configured }) => isDirect(kind) && configured);
  return { ...found, broken, isMute };
}
