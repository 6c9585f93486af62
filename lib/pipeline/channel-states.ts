import { type ChannelRow, channelRows } from "#lib/db/channels.ts";
import { type ChannelSecrets, ChannelState } from "#lib/model/channel.ts";
import { ConfigurationError } from "#lib/model/errors.ts";
import type { ChannelSpec } from "#lib/model/policy.ts";
import { channelSpecs, usableChannels } from "./channels.ts";
import { fixedBy } from "./environment-channels.ts";
import { nobody, receiversOf, secretsOf } from "./open-channel.ts";
import type { Tools } from "./tools.ts";

/** A secret's end, for recognising it. */
const tail = (secret: string): string => `…${secret.slice(-4)}`;

/** What is no secret. */
const plain: readonly string[] = ["channel", "from"];

function shownOf(secrets: ChannelSecrets | null): Record<string, string> {
  const given = Object.entries(secrets ?? {}).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(
    given.map(([key, value]) => {
      if (key === "smtp_url") return [key, new URL(value).host];
      return [key, plain.includes(key) ? value : tail(value)];
    }),
  );
}

interface Found {
  secrets: ChannelSecrets | null;
  /** What somebody must do about it, that no row says. */
  fault: string | null;
}

function lookUp(tools: Tools, spec: ChannelSpec, row: ChannelRow | undefined): Found {
  try {
    const secrets = secretsOf(tools, spec, row);
    const goesNowhere = secrets && receiversOf(tools.settings, spec)?.length === 0;
    return goesNowhere ? { secrets: null, fault: `${nobody(spec.kind)}.` } : { secrets, fault: null };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return { secrets: null, fault: `${error.message}; or save this channel's secrets again.` };
  }
}

/** How a channel fares; of a digest, whether one that carries it can be used. */
export function stateOf(tools: Tools, spec: ChannelSpec, row: ChannelRow | undefined, isCarried = false): ChannelState {
  const { secrets, fault } = lookUp(tools, spec, row);
  const isSet = secrets !== null || (spec.kind === "digest" && isCarried);
  const paused = row?.pausedUntil && row.pausedUntil > tools.clock() ? row.pausedUntil.toISOString() : null;
  const fares = row?.state === "broken" ? "broken" : paused ? "paused" : "ok";
  const isClosed = fault !== null && row?.sealed;
  return ChannelState.parse({
    name: spec.name,
    kind: spec.kind,
    configured: isSet,
    fixed: fixedBy(tools.settings, spec) !== undefined,
    state: isSet ? fares : isClosed ? "broken" : "unset",
    error: isSet ? (row?.error ?? null) : fault,
    paused_until: paused,
    sent_at: row?.sentAt?.toISOString() ?? null,
    shown: shownOf(secrets),
  });
}

/** Every channel of the document, and how it fares. */
export async function channelStates(tools: Tools): Promise<ChannelState[]> {
  const [specs, rows, usable] = await Promise.all([channelSpecs(tools), channelRows(tools.db), usableChannels(tools)]);
  return specs.map((spec) => stateOf(tools, spec, rows.get(spec.name), usable.has(spec.name)));
}
