import type { Decision, Facts } from "#lib/model/decision.ts";
import type { Reason } from "#lib/model/incident.ts";

/** For which reasons a message opens something, as the limit of an hour counts them. */
export const openingReasons = [
  "first",
  "new_member",
  "severity_rise",
  "regression",
  "repeat",
  "step",
] as const satisfies readonly Reason[];

const openings: ReadonlySet<Reason> = new Set(openingReasons);
export const isOpening = (reason: Reason): boolean => openings.has(reason);

const hourMs = 3_600_000;

/** Whether a channel was sent as many openings in the hour that ends now as it is sent at most. */
export function isOverRate(channel: string, { sent, hourly }: Pick<Facts, "sent" | "hourly">, now: Date): boolean {
  const latest = sent.get(channel)?.[hourly - 1];
  return latest !== undefined && latest.getTime() > now.getTime() - hourMs;
}

/** What was sent in the hour, with what is sent now. */
export function sentAlso(sent: Facts["sent"], channels: readonly string[], now: Date): Facts["sent"] {
  if (channels.length === 0) return sent;
  const more = new Map(sent);
  for (const channel of channels) more.set(channel, [now, ...(sent.get(channel) ?? [])]);
  return more;
}

/** When each channel was sent what opens something, newest first, as far as the limit of an hour asks. */
export class Sent {
  readonly #sent: Map<string, readonly Date[]>;
  readonly #hourly: number;

  constructor(sent: Facts["sent"], hourly: number) {
    this.#sent = new Map(sent);
    this.#hourly = hourly;
  }

  get now(): Facts["sent"] {
    return this.#sent;
  }

  note({ reason, to }: Pick<Decision, "reason" | "to">, at: Date): void {
    if (!isOpening(reason)) return;
    const since = at.getTime() - hourMs;
    for (const channel of to) {
      const before = this.#sent.get(channel) ?? [];
      const recent = [at];
      for (const sent of before) if (recent.length < this.#hourly && sent.getTime() > since) recent.push(sent);
      this.#sent.set(channel, recent);
    }
  }
}
