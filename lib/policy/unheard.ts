import type { PolicyDocument, PolicySpec } from "#lib/model/policy.ts";
import type { SignalKind } from "#lib/model/signal.ts";
import { emptySubject } from "#lib/model/subject.ts";
import { type Severity, severities } from "#lib/model/taxonomy.ts";
import { deciding } from "./match.ts";

export interface Unheard {
  signal: SignalKind;
  severity: Severity;
  policy: string;
  /** What its policies name; none of it can be sent to. */
  channels: string[];
  /** Kinds of signals that fare the same: of an issue, what is not said apart fares as a new one. */
  kinds: SignalKind[];
}

const ofIssues = ["created", "regressed", "escalated", "severity_rose"] as const satisfies readonly SignalKind[];

const named = (policies: readonly PolicySpec[]): string[] => [
  ...new Set(policies.flatMap(({ ladder }) => ladder.flatMap(({ to }) => to))),
];

/** Kinds of signals of which nobody would hear: all that their policies name cannot be sent to. */
export function unheard(
  { policies, calendars }: PolicyDocument,
  usable: ReadonlyMap<string, unknown>,
  own: readonly { signal: SignalKind; severity: Severity }[],
  now: Date,
): Unheard[] {
  const look = (signal: SignalKind, severity: Severity): Unheard | null => {
    const found = deciding(policies, { ...emptySubject, signal, severity }, now, calendars);
    const channels = named(found);
    if (channels.some((name) => usable.has(name))) return null;
    return { signal, severity, policy: found[0]?.name ?? "", channels, kinds: [signal] };
  };
  const ofIssue = severities.flatMap((severity) => {
    const rows: Unheard[] = [];
    for (const found of ofIssues.map((signal) => look(signal, severity))) {
      const same = found && rows.find(({ policy }) => policy === found.policy);
      if (same) same.kinds.push(...found.kinds);
      else if (found) rows.push(found);
    }
    return rows;
  });
  return [...ofIssue, ...own.flatMap(({ signal, severity }) => look(signal, severity) ?? [])];
}
