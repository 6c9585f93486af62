import { issueStatuses } from "#lib/model/issue.ts";
import { signalKinds } from "#lib/model/signal.ts";
import { flagNames, type Subject } from "#lib/model/subject.ts";
import { categories, fixTimes, severities, tiers } from "#lib/model/taxonomy.ts";

export type FieldKind = "text" | "words" | "ordered" | "number" | "share" | "truth" | "time" | "age" | "flag" | "calendar";

export interface Field {
  kind: FieldKind;
  /** What it says of an error; null when that is not known. Flags, calendars and tags are looked up elsewhere. */
  of: (subject: Subject) => string | number | boolean | null;
  /** The words it knows, where they are few; ordered ones from least to most. */
  words?: readonly string[];
  /** Its words may be written in the names of another set: `sre/auth`. */
  isViewed?: boolean;
  /** A part of the text is enough. */
  holds?: boolean;
  /** Lists know it, single errors do not. */
  listOnly?: boolean;
  /** After "where", in plain words. */
  say: string;
  /** Of what is true or false, when it is false. */
  sayNot?: string;
  /** What lies further up and down the order. */
  more?: string;
  less?: string;
  example: string;
}

const text = (of: (subject: Subject) => string | null, say: string, example: string): Field => ({
  kind: "text",
  of,
  say,
  example,
});
const nothing = (): null => null;
const worst = [...severities].reverse();

/** Everything that can be asked for. */
export const fields: Readonly<Record<string, Field>> = {
  message: { ...text((s) => s.message, "the message", 'message:"connection reset"'), holds: true },
  type: text((s) => s.type, "the error type", "type:TimeoutError"),
  category: {
    kind: "words",
    of: (s) => s.category,
    words: categories,
    isViewed: true,
    say: "the category",
    example: "category:rate_limit",
  },
  severity: {
    kind: "ordered",
    of: (s) => s.severity,
    words: worst,
    say: "the severity",
    more: "worse",
    less: "milder",
    example: "severity:>=high",
  },
  tier: { kind: "words", of: (s) => s.tier, words: tiers, say: "the tier that decided", example: "tier:rule" },
  confidence: { kind: "share", of: (s) => s.confidence, say: "the confidence", example: "confidence:<0.7" },
  retryable: {
    kind: "truth",
    of: (s) => s.retryable,
    say: "a retry helps",
    sayNot: "a retry does not help",
    example: "retryable:true",
  },
  needs_action: {
    kind: "truth",
    of: (s) => s.needs_action,
    say: "it needs action now",
    sayNot: "it needs no action now",
    example: "needs_action:true",
  },
  fix_time: {
    kind: "ordered",
    of: (s) => s.fix_time,
    words: fixTimes,
    say: "the time to fix",
    more: "longer",
    less: "shorter",
    example: "fix_time:<=1h",
  },
  project: text((s) => s.project, "the project", "project:checkout"),
  environment: text((s) => s.environment, "the environment", "environment:production"),
  release: text((s) => s.release, "the release", "release:api@1.4*"),
  service: text((s) => s.service, "the service", "service:chat"),
  region: text((s) => s.region, "the region", "region:eu-*"),
  transaction: text((s) => s.transaction, "the transaction", 'transaction:"/api/chat"'),
  level: text((s) => s.level, "the level", "level:fatal"),
  platform: text((s) => s.platform, "the platform", "platform:node"),
  provider: text((s) => s.provider, "the provider", "provider:openai"),
  "llm.model": text((s) => s.llm_model, "the model called", "llm.model:gpt-*"),
  "llm.status": { kind: "number", of: (s) => s.llm_status, say: "the status from the provider", example: "llm.status:429" },
  owner: text((s) => s.owner, "the owner", "owner:#payments"),
  users: { kind: "number", of: (s) => s.users, say: "the number of users", example: "users:>=100" },
  events: { kind: "number", of: (s) => s.events, say: "the number of events", example: "events:>1000" },
  age: { kind: "age", of: (s) => s.first_seen, say: "first seen", example: "age:<24h" },
  first_seen: { kind: "time", of: (s) => s.first_seen, say: "first seen", example: "first_seen:>2026-11-30" },
  last_seen: { kind: "time", of: (s) => s.last_seen, say: "last seen", example: "last_seen:<1h" },
  signature: text((s) => s.signature, "the signature", "signature:3f2a*"),
  signal: { kind: "words", of: (s) => s.signal, words: signalKinds, say: "the signal", example: "signal:regressed" },
  status: { kind: "words", of: nothing, words: issueStatuses, listOnly: true, say: "the status", example: "status:unresolved" },
  installation: { ...text(nothing, "the installation", "installation:default"), listOnly: true },
  tag: text(nothing, "the tag", "tag.plan:pro"),
  is: { kind: "flag", of: nothing, words: flagNames, say: "it", example: "is:provisional" },
  /** A bare word. */
  any: { ...text(nothing, "message or type", '"connection reset"'), holds: true },
  in: { kind: "calendar", of: nothing, say: "the time", example: "in:working-hours" },
};

const synonyms: Readonly<Record<string, string>> = { "llm.provider": "provider" };

const unwritten: readonly string[] = ["tag", "any"];

/** The names that may be written before a colon, but for tags. */
export const fieldNames: readonly string[] = [
  ...Object.keys(fields).filter((name) => !unwritten.includes(name)),
  ...Object.keys(synonyms),
];

/** The field of a written name; undefined when there is none. */
export function fieldNamed(written: string): { field: string; tag: string | null } | undefined {
  if (written.startsWith("tag.") && written.length > 4) return { field: "tag", tag: written.slice(4) };
  const field = Object.hasOwn(synonyms, written) ? synonyms[written] : written;
  return field !== undefined && !unwritten.includes(field) && Object.hasOwn(fields, field) ? { field, tag: null } : undefined;
}

/** The table's row of a field that a term has. */
export function fieldOf(name: string): Field {
  const field = fields[name];
  if (!field) throw new Error(`no field ${name}`);
  return field;
}
