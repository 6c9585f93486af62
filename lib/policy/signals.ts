import type { SignalKind } from "#lib/model/signal.ts";
import type { Category, Severity } from "#lib/model/taxonomy.ts";
import { severityRank } from "#lib/model/taxonomy.ts";

/** An issue as it stood or stands. */
export interface Standing {
  status: string;
  substatus: string | null;
  /** Null while nothing was said of it. */
  verdict: { category: Category; severity: Severity; provisional: boolean } | null;
}

/** Whether it came back: it was dealt with before, or Sentry says so now and did not before. */
function cameBack(before: Standing, after: Standing): SignalKind | null {
  const { status, substatus } = after;
  const isNews = before.status !== status || before.substatus !== substatus;
  if (!isNews) return null;
  if (substatus === "escalating") return "escalated";
  return substatus === "regressed" || before.status !== "unresolved" ? "regressed" : null;
}

function verdictChange(before: Standing["verdict"], after: Standing["verdict"]): SignalKind | null {
  if (!before || !after) return null;
  if (severityRank(after.severity) < severityRank(before.severity)) return "severity_rose";
  const isSettled = before.provisional && !after.provisional;
  return isSettled || before.category !== after.category || before.severity !== after.severity ? "corrected" : null;
}

/**
 * The signals that follow from what happened to an issue: at most one, the one that says most. `before` is null for an issue that
 * nobody knew; an issue is created once, and what is dealt with raises nothing but its end.
 */
export function signalsOf(before: Standing | null, after: Standing): SignalKind[] {
  if (!before?.verdict) return after.verdict && after.status === "unresolved" ? ["created"] : [];
  if (after.status !== "unresolved") return before.status === "unresolved" ? ["resolved"] : [];
  const kind = cameBack(before, after) ?? verdictChange(before.verdict, after.verdict);
  return kind ? [kind] : [];
}
