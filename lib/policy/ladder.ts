import { durationMs, type PolicySpec } from "#lib/model/policy.ts";

/** Whom the ladder's first steps name, and whom of these nothing can be sent to. Steps that come later or on a condition are not obeyed yet. */
export function receivers({ ladder }: PolicySpec, channels: ReadonlySet<string>): { to: string[]; skipped: string[] } {
  const named = ladder.flatMap(({ after, to, if: condition }) =>
    to.map((name) => ({ name, isTold: durationMs(after) === 0 && condition === undefined && channels.has(name) })),
  );
  const to = [...new Set(named.flatMap(({ name, isTold }) => (isTold ? [name] : [])))];
  const skipped = [...new Set(named.flatMap(({ name }) => (to.includes(name) ? [] : [name])))];
  return { to, skipped };
}
