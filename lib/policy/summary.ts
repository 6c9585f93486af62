import {
  type ChannelKind,
  durationMs,
  type GroupField,
  type PolicyDocument,
  PolicySpec,
  pageKinds,
  type Step,
} from "#lib/model/policy.ts";
import type { PolicySummary } from "#lib/model/policy-summary.ts";
import { calendarsNamed } from "#lib/query/calendars.ts";
import { explain } from "#lib/query/explain.ts";
import { parseQuery } from "#lib/query/parse.ts";
import { calendarSaid, channelSaid, listed, span } from "./summary-words.ts";

type Names = Pick<PolicyDocument, "channels" | "calendars">;

const isNothing = (written: string): boolean => durationMs(written) === 0;

/** How channels of a kind are told, in the order in which that is said. */
const verbs: [string, readonly ChannelKind[]][] = [
  ["pages", pageKinds],
  ["tells", ["slack", "email", "webhook", "retry-hook"]],
  ["collects for", ["digest"]],
];

function told({ to }: Step, { channels }: Names): string {
  const kinds = new Map(channels.map(({ name, kind }) => [name, kind]));
  const parts = verbs.flatMap(([verb, all]) => {
    const named = to.filter((name) => all.includes(kinds.get(name) ?? "slack"));
    return named.length > 0 ? [`${verb} ${listed(named.map((name) => channelSaid(name, channels)))}`] : [];
  });
  return parts.join(" and ");
}

/** What a step asks, with the hours of the calendars that it names. */
function condition(query: string, { calendars }: Names): string {
  const parsed = parseQuery(query);
  const said = parsed.ok ? explain(parsed.query) : query;
  return calendarsNamed(query).reduce(
    (text, name) => text.replace(`in ${name}`, () => `in ${calendarSaid(name, calendars)}`),
    said,
  );
}

/** Whether it interrupts nobody: what is collected is not told at once. */
const isCollected = ({ to }: Step, { channels }: Names): boolean =>
  to.every((name) => channels.some((channel) => channel.name === name && channel.kind === "digest"));

function stepSaid(step: Step, at: number, names: Names): string {
  const atOnce = isCollected(step, names) ? "" : " at once";
  const when = isNothing(step.after) ? atOnce : ` after ${span(step.after)}`;
  const unheard = at > 0 ? " if nobody has acknowledged" : "";
  const asked = step.if === undefined ? "" : `${at > 0 ? " and" : " if"} ${condition(step.if, names)}`;
  return `${told(step, names)}${when}${unheard}${asked}`;
}

const outside = {
  hold: "waits until it opens",
  digest: "goes into the next quiet digest",
  downgrade: "is of low urgency, without text message and call",
} as const;

function calendarPart({ calendar }: PolicySpec, { calendars }: Names): string[] {
  if (!calendar) return [];
  const all = calendar.critical ? "what happens, even what is critical," : "what is not critical";
  return [`outside ${calendarSaid(calendar.name, calendars)} ${all} ${outside[calendar.outside]}`];
}

const fieldSaid = (field: GroupField): string => field.replace("llm.", "LLM ");

function groupPart({ groupBy, wait }: PolicySpec): string[] {
  const group = groupBy.length === 0 ? "one incident per issue" : `one incident per ${listed(groupBy.map(fieldSaid))}`;
  return [group, ...(isNothing(wait) ? [] : [`waits ${span(wait)} to collect before the first word`])];
}

const reasons = {
  severity_rise: "its severity rises",
  new_member: "another issue joins",
  regression: "it comes back",
} as const;

function againPart({ window, again, repeat }: PolicySpec): string[] {
  const length = span(window.for);
  const once = window.kind === "rolling" ? `told once in ${length}` : `told once in each ${length} by the clock`;
  const unless = again.length > 0 ? `, but at once when ${again.map((each) => reasons[each]).join(" or ")}` : "";
  const repeats = repeat === "never" ? "never repeats" : `repeats every ${span(repeat)} until acknowledged or resolved`;
  return [`${once}${unless}`, repeats];
}

const ends = {
  edit: "edits its messages when resolved",
  send: "says it again when resolved",
  none: "says nothing when resolved",
} as const;

function restPart({ ackExpires, onResolve, confidenceFloor, deadline, stop }: PolicySpec): string[] {
  return [
    ...(ackExpires ? [`begins anew ${span(ackExpires)} after it was acknowledged`] : []),
    ...(isNothing(deadline) ? [] : [`gives a model up to ${span(deadline)} unless critical`]),
    ...(confidenceFloor ? [`provisional below ${Math.round(confidenceFloor * 100)} % confidence`] : []),
    ends[onResolve],
    ...(stop ? [] : ["the policies after it decide as well"]),
  ];
}

const sentence = (said: string): string => `${said.charAt(0).toUpperCase()}${said.slice(1)}.`;

const restOf = (policy: PolicySpec, document: Names): string[] =>
  [calendarPart(policy, document), groupPart(policy), againPart(policy), restPart(policy)].flat().map(sentence);

/** What a policy does: whom it tells when, and what then. */
export function summaryOf(policy: PolicySpec, document: Names): PolicySummary {
  const ladder = policy.ladder.map((step, at) => stepSaid(step, at, document)).join(", then ");
  const usual = restOf(PolicySpec.parse({ name: policy.name, match: policy.match, ladder: policy.ladder }), document);
  const rest = restOf(policy, document);
  return {
    told: sentence(policy.enabled ? ladder : `switched off: ${ladder}`),
    rest,
    own: rest.filter((said) => !usual.includes(said)),
  };
}
