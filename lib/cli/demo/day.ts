import { type Chance, type SampleError, sampleErrors, seeded } from "#lib/sentry/sample/errors.ts";
import { alertTriggered, type Counted, errorCreated, issueOf, issueTold, type Origin } from "#lib/sentry/sample/webhook.ts";

export const demoSentry = { org: "harbor", installation: "5b0f7d1e-2c6a-4d8f-9a3b-7e1c4f602d95" } as const;

/** One webhook of the day, and when it came. */
export interface Planned {
  at: Date;
  resource: "error" | "issue" | "event_alert";
  body: object;
}

export interface Day {
  /** In the order in which they came; what ends an incident is sent after people took it on, and the day's last errors with it. */
  beginnings: Planned[];
  endings: Planned[];
  /** The issues as Sentry's API has them in the end. */
  issues: Map<string, object>;
}

const webhooks = 2000;
const minuteMs = 60_000;
/** The day is told in 23 hours, so that none of it falls before the 24 that screens show. */
const minuteOfDayMs = (23 / 24) * minuteMs;
const dayMs = 1440 * minuteOfDayMs;
/** Nothing is quite as young as now. */
const restMs = 6 * minuteMs;
export const firstIssue = 6_800_041;
const lastErrors = 12;
/** When each provider is down, in minutes of the day, and for how long. */
const outages: Record<string, { from: number; minutes: number }> = {
  openai: { from: 265, minutes: 42 },
  anthropic: { from: 720, minutes: 35 },
  google: { from: 1130, minutes: 7 },
};

interface Line {
  error: SampleError;
  issue: string;
  begins: number;
  count: number;
}

/** Shares of `total` by Zipf's law with s = 1: the second comes half as often as the first, the third a third as often. */
export function zipf(total: number, ranks: number): number[] {
  const weights = Array.from({ length: ranks }, (_, rank) => 1 / (rank + 1));
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const shares = weights.map((weight) => Math.max(1, Math.floor((total * weight) / sum)));
  shares[0] = (shares[0] ?? 0) + total - shares.reduce((all, share) => all + share, 0);
  return shares;
}

/** More of a working day's errors come in its middle. */
const curve = (chance: Chance): number => (chance() < 0.5 ? chance() : (chance() + chance() + chance()) / 3);

function minuteOf({ error, begins }: Line, n: number, chance: Chance): number {
  if (n === 0) return begins;
  const outage = outages[error.outage ?? ""];
  if (outage && chance() < 0.75) return outage.from + chance() * outage.minutes;
  return begins + curve(chance) * (1434 - begins);
}

/** When an error is seen first: the commonest were there in the morning, others come with the day's releases. */
function beginningOf(rank: number, { critical, outage }: SampleError, criticals: number, chance: Chance): number {
  if (critical) return 40 + criticals * 98 + chance() * 30;
  return rank < 12 || outage ? chance() * 30 : chance() * 1390;
}

function linesOf(events: number, chance: Chance): Line[] {
  const shares = zipf(events, sampleErrors.length);
  let criticals = 0;
  return sampleErrors.map((error, rank) => ({
    error,
    issue: String(firstIssue + rank),
    begins: beginningOf(rank, error, error.critical ? criticals++ : 0, chance),
    count: shares[rank] ?? 1,
  }));
}

const resolvedAfter = 150;
/** Two of three issues are resolved within the day, when there is time left. */
const isResolved = ({ begins, issue }: Line): boolean => Number(issue) % 3 !== 1 && begins + resolvedAfter < 1380;

const alerts = 24;
const inOrder = (a: Planned, b: Planned): number => a.at.getTime() - b.at.getTime();

interface Clock {
  at: (minute: number) => Date;
  origin: (line: Line, minute: number) => Origin;
  counted: (line: Line) => Counted;
  chance: Chance;
}

function clockOf(now: Date, chance: Chance): Clock {
  const start = now.getTime() - dayMs;
  const at = (minute: number): Date => new Date(Math.min(start + minute * minuteOfDayMs, now.getTime() - restMs));
  return {
    at,
    origin: ({ issue, error }, minute) => ({ ...demoSentry, issue, error, environment: "production", at: at(minute), chance }),
    counted: ({ count, error, begins }) => ({ events: count * 3, users: error.users, firstSeen: at(begins) }),
    chance,
  };
}

/** An issue's errors, and what Sentry says of it soon after the first. */
function told(line: Line, rank: number, { at, origin, counted, chance }: Clock): Planned[] {
  const minutes = Array.from({ length: line.count }, (_, n) => minuteOf(line, n, chance)).sort((a, b) => a - b);
  const errors = minutes.map(
    (minute): Planned => ({ at: at(minute), resource: "error", body: errorCreated(origin(line, minute)) }),
  );
  const later = (ms: number): Date => new Date(at(line.begins).getTime() + ms);
  const body = issueTold("created", origin(line, line.begins), counted(line));
  const created: Planned = { at: later(1500), resource: "issue", body };
  if (rank >= alerts) return [...errors, created];
  const alert = alertTriggered(origin(line, line.begins + 0.05), "LLM errors");
  return [...errors, created, { at: later(4000), resource: "event_alert", body: alert }];
}

function ended(line: Line, { at, origin, counted, chance }: Clock): Planned {
  const minute = line.begins + resolvedAfter + chance() * 60;
  const body = issueTold("resolved", origin(line, minute), { ...counted(line), status: "resolved" });
  return { at: at(minute), resource: "issue", body };
}

/** A whole day that ends now: the same seed makes the same day. */
export function planDay(now: Date, seed: number): Day {
  const resolved = linesOf(webhooks, seeded(seed)).filter(isResolved).length;
  const lines = linesOf(webhooks - sampleErrors.length - alerts - resolved, seeded(seed));
  const clock = clockOf(now, seeded(seed + 1));
  const beginnings = lines.flatMap((line, rank) => told(line, rank, clock)).sort(inOrder);
  const endings = lines.filter(isResolved).map((line) => ended(line, clock));
  const issues = lines.map((line): [string, object] => {
    const status = isResolved(line) ? "resolved" : "unresolved";
    return [line.issue, issueOf(clock.origin(line, 1430), { ...clock.counted(line), status })];
  });
  return {
    beginnings: beginnings.slice(0, -lastErrors),
    endings: [...endings, ...beginnings.slice(-lastErrors)].sort(inOrder),
    issues: new Map(issues),
  };
}
