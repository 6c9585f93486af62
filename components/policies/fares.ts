import type { ChannelState } from "#lib/model/channel.ts";

type Standing = Pick<ChannelState, "name" | "kind" | "state">;

/** How a channel fares; a digest that only broken channels would carry reaches nobody either. */
export function fares({ kind, state }: Standing, carriers: readonly string[], all: readonly Standing[]): ChannelState["state"] {
  if (kind !== "digest" || state !== "ok") return state;
  const states = all.flatMap((each) => (carriers.includes(each.name) ? [each.state] : []));
  return states.every((each) => each === "broken" || each === "unset") ? "broken" : state;
}
