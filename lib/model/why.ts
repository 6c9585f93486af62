import type { Cause } from "./cause.ts";
import type { Action, DecisionSummary, Reason } from "./incident.ts";

type Decided = Pick<DecisionSummary, "action" | "reason" | "by" | "policy" | "step"> &
  Readonly<Record<"to" | "lines" | "skipped", readonly string[]>>;

const list = (names: readonly string[]): string => names.join(", ");
const quoted = (name: string | null): string => (name === null ? "its policy" : `policy “${name}”`);

/** Who or what `by` names, as a part of a sentence. */
function named(by: string | null, cause: Cause | null, otherwise: string): string {
  if (cause === null) return by === null ? otherwise : `${otherwise} (${by})`;
  switch (cause.kind) {
    case "silence": {
      const said = [cause.reason && `“${cause.reason}”`, cause.author && `by ${cause.author}`].filter(Boolean).join(" ");
      const until = cause.until === null ? "" : `, until ${cause.until}`;
      return `the silence of ${cause.match || cause.id}${said && ` (${said})`}${until}`;
    }
    case "incident":
      return `the incident “${cause.title}”`;
    case "calendar":
      return `calendar ${cause.name}`;
    case "time":
      return cause.at;
    case "other":
      return cause.name;
  }
}

type Words = (decided: Decided, cause: Cause | null) => string;

/** Of a silence that ended, what is told first after it says so. */
const after: Words = ({ by }, cause) =>
  by === null ? "" : `; it is the first since ${named(by, cause, "a silence")} held something back`;

/** Of a step `by` names who handed it on, or the silence that it is the first after. */
const handedOn = (by: string | null, cause: Cause | null): boolean => by !== null && cause?.kind !== "silence";

const because: Record<Reason, Words> = {
  first: (decided, cause) => `it is the first word about its group${after(decided, cause)}`,
  new_member: (decided, cause) => `another issue joined the incident${after(decided, cause)}`,
  severity_rise: (decided, cause) => `the severity rose${after(decided, cause)}`,
  regression: (decided, cause) => `it came back after it had been dealt with${after(decided, cause)}`,
  repeat: (decided, cause) => `nobody had taken it on and the time to say it again had come${after(decided, cause)}`,
  step: (decided, cause) =>
    handedOn(decided.by, cause)
      ? `${named(decided.by, cause, "somebody")} handed it on`
      : `nobody had taken it on and step ${(decided.step ?? 0) + 1} of the ladder was due${after(decided, cause)}`,
  resolved: () => "it is over",
  corrected: () => "the verdict changed, or another of its errors is the worst now",
  digest: () => "the time of the digest had come",
  dedup: ({ policy }) => `its group had been told of within the window of ${quoted(policy)}`,
  waiting: ({ policy }) =>
    `${quoted(policy)} collects, or waits for a model, before the first word; or other issues of it are still open`,
  acknowledged: ({ by }, cause) => `${named(by, cause, "somebody")} had acknowledged the incident`,
  snoozed: ({ by }, cause) => `the incident was snoozed until ${named(by, cause, "a time")}`,
  silenced: ({ by }, cause) => `${named(by, cause, "a silence")} held it back`,
  inhibited: ({ by }, cause) => `it is a symptom of what goes on elsewhere: ${named(by, cause, "another incident")}`,
  outside_hours: ({ by }, cause) => `it came outside ${named(by, cause, "the policy’s hours")}`,
  over_rate: () => "the receivers had as many messages as an hour may bring: the rest comes as one bundle",
  below_policy: ({ policy }) => `${quoted(policy)} has nobody told of this`,
  no_channel: ({ skipped }) => `none of the channels it names can be sent to${skipped.length > 0 ? `: ${list(skipped)}` : ""}`,
  loop: () => "it is about a broken channel, and only that channel would have been told",
};

const begins: Record<Action, Words> = {
  send: ({ to }) => `${list(to) || "Nobody"} ${to.length > 1 ? "were" : "was"} told`,
  update: () => "What was posted was edited",
  hold: () => "It was held back",
  digest: ({ lines }) => (lines.length > 0 ? `It was left to ${list(lines)}` : "It was left to a digest"),
  drop: () => "It was dropped",
  none: () => "Nobody was told",
};

/** Why somebody was told, or why nobody was, in plain words. */
export function why(decided: Decided, cause: Cause | null = null): string {
  const { action, reason, lines, skipped } = decided;
  const also = action === "send" && lines.length > 0 ? ` The next digest of ${list(lines)} has a line of it.` : "";
  const missing = reason !== "no_channel" && skipped.length > 0 ? ` Not to be reached: ${list(skipped)}.` : "";
  return `${begins[action](decided, cause)}, because ${because[reason](decided, cause)}.${also}${missing}`;
}
