import { countMessages, linesWaiting, newestMessages } from "#lib/db/channel-messages.ts";
import type { ChannelState } from "#lib/model/channel.ts";
import type { ChannelView } from "#lib/model/channel-view.ts";
import type { ChannelKind, ChannelSpec, PolicyDocument } from "#lib/model/policy.ts";
import { firstDigest, usualTime } from "#lib/policy/digest-times.ts";
import { channelStates } from "./channel-states.ts";
import { channelSpecs } from "./channels.ts";
import { fixedBy } from "./environment-channels.ts";
import { currentPolicies } from "./policies.ts";
import type { Tools } from "./tools.ts";

const dayMs = 86_400_000;
const none = { sent: 0, failed: 0, waiting: 0, doubtful: 0 };

interface Among {
  specs: readonly ChannelSpec[];
  waiting: Awaited<ReturnType<typeof linesWaiting>>;
}

function digestOf({ settings, clock }: Tools, spec: ChannelSpec, { specs, waiting }: Among): ChannelView["digest"] {
  if (spec.kind !== "digest") return null;
  const zone = spec.zone ?? settings.TIME_ZONE;
  const gathered = waiting.get(spec.name);
  const next = gathered?.next ?? firstDigest(spec, { channels: specs, zone }, clock());
  const at = spec.every ? null : (spec.at ?? usualTime);
  return { at, every: spec.every ?? null, zone, next: next.toISOString(), lines: gathered?.lines ?? 0 };
}

const namesIt =
  (name: string) =>
  ({ ladder }: PolicyDocument["policies"][number]): boolean =>
    ladder.some(({ to }) => to.includes(name));

/** Every channel with how it fares, who uses it and what was posted to it. */
export async function channelViews(tools: Tools): Promise<ChannelView[]> {
  const { db, settings, clock } = tools;
  const [specs, states, { document }] = await Promise.all([channelSpecs(tools), channelStates(tools), currentPolicies(tools)]);
  const namesOf = (is: (kind: ChannelKind) => boolean) => specs.filter(({ kind }) => is(kind)).map(({ name }) => name);
  const [counts, newest, waiting] = await Promise.all([
    countMessages(db, new Date(clock().getTime() - dayMs)),
    newestMessages(db, { channels: namesOf((kind) => kind !== "retry-hook"), hooks: namesOf((kind) => kind === "retry-hook") }),
    linesWaiting(db),
  ]);
  const viewOf = (spec: ChannelSpec, state: ChannelState): ChannelView => ({
    ...state,
    setBy: fixedBy(settings, spec)?.setBy ?? null,
    to: spec.to ?? [],
    digest: digestOf(tools, spec, { specs, waiting }),
    policies: document.policies.filter(namesIt(spec.name)).map(({ name }) => name),
    today: counts.get(spec.name) ?? none,
    messages: newest.get(spec.name) ?? [],
  });
  return specs.flatMap((spec) => {
    const state = states.find(({ name }) => name === spec.name);
    return state ? [viewOf(spec, state)] : [];
  });
}
