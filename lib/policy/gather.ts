import type { Gathering } from "#lib/model/decision.ts";
import type { ChannelSpec } from "#lib/model/policy.ts";
import { type Severity, severityRank } from "#lib/model/taxonomy.ts";
import { nextDigest, zoneFor } from "./digest-times.ts";
import { earlier } from "./timing.ts";
import type { Rules } from "./world.ts";

const after = (at: Date, ms: number): Date => new Date(at.getTime() + ms);
const later = (a: Date, b: Date | null): Date => (b !== null && b > a ? b : a);

/** A bundle collects this long, and comes at most so often; with a critical error in it both are shorter. */
const bundleMs = { collect: 60_000, apart: 3_600_000 };
const criticalMs = { collect: 10_000, apart: 300_000 };

const specOf = (channels: readonly ChannelSpec[], name: string): ChannelSpec | undefined =>
  channels.find((channel) => channel.name === name);

/** Who carries what is gathered for a channel: of a digest the channels that it names, else the channel itself. */
export function carriersOf(channel: string, { document, channels }: Pick<Rules, "document" | "channels">): string[] {
  const spec = specOf(document.channels, channel);
  return spec?.kind === "digest" ? (spec.to ?? []).filter((name) => channels.has(name)) : [channel];
}

/** Who carries each digest that can be sent. */
export const digestCarriers = (rules: Rules): ReadonlyMap<string, readonly string[]> =>
  new Map(
    rules.document.channels.flatMap(({ name, kind }) =>
      kind === "digest" && rules.channels.has(name) ? [[name, carriersOf(name, rules)] as const] : [],
    ),
  );

/** The digest that tells of what is held back: the first that comes at a time of day, else the first. */
export function quietDigest({ document, channels }: Rules): string | null {
  const digests = document.channels.filter(({ name, kind }) => kind === "digest" && channels.has(name));
  return (digests.find(({ at }) => at !== undefined) ?? digests[0])?.name ?? null;
}

/** When what is gathered goes, once it has a line that came at this time. */
function goesAt({ channel, carrier, dueAt, sentAt }: Gathering, rules: Rules, at: Date, severity: Severity): Date {
  const { channels } = rules.document;
  const spec = specOf(channels, channel);
  if (spec?.kind === "digest")
    return dueAt ?? nextDigest(spec, zoneFor(spec, specOf(channels, carrier), rules.zone), later(at, sentAt));
  const by = ({ collect, apart }: typeof bundleMs): Date => later(after(at, collect), sentAt && after(sentAt, apart));
  const usual = dueAt ?? by(bundleMs);
  return (severity === "critical" ? earlier(usual, by(criticalMs)) : null) ?? usual;
}

/** With one line more. */
export function withLine(gathering: Gathering, rules: Rules, at: Date, severity: Severity): Gathering {
  const { worst, lines } = gathering;
  return {
    ...gathering,
    lines: lines + 1,
    worst: worst && severityRank(worst) <= severityRank(severity) ? worst : severity,
    dueAt: goesAt(gathering, rules, at, severity),
  };
}

/** Once it went. */
export const gone = (gathering: Gathering, at: Date): Gathering => ({
  ...gathering,
  ...{ since: at, dueAt: null, lines: 0, worst: null, sentAt: at },
});

export const isNamed = (channel: string, { document }: Pick<Rules, "document">): boolean =>
  specOf(document.channels, channel) !== undefined;
