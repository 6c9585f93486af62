import type { PolicySpec } from "#lib/model/policy.ts";
import type { Value } from "./item.ts";

export interface StepDraft {
  /** Its own as long as the form is open, wherever it is moved. */
  key: number;
  after: string;
  to: string[];
  if: string;
  urgency: string;
}

/** A policy as it is typed; an empty text is what is not said. */
export interface Draft {
  name: string;
  enabled: boolean;
  stop: boolean;
  match: string;
  groupBy: string[];
  ladder: StepDraft[];
  /** Empty: it is always told. */
  calendar: string;
  outside: string;
  critical: boolean;
  wait: string;
  update: string;
  windowKind: string;
  window: string;
  /** Empty is never. */
  repeat: string;
  ackExpires: string;
  again: string[];
  deadline: string;
  onResolve: string;
  /** In percent. */
  confidenceFloor: string;
}

export const emptyDraft: Draft = {
  name: "",
  enabled: true,
  stop: true,
  match: "",
  groupBy: ["project", "environment", "signature"],
  ladder: [{ key: 0, after: "0s", to: [], if: "", urgency: "low" }],
  calendar: "",
  outside: "hold",
  critical: false,
  wait: "0s",
  update: "5m",
  windowKind: "rolling",
  window: "5m",
  repeat: "",
  ackExpires: "",
  again: ["severity_rise", "regression"],
  deadline: "20s",
  onResolve: "edit",
  confidenceFloor: "",
};

const stepsOf = ({ ladder }: PolicySpec): StepDraft[] =>
  ladder.map(({ after, to, if: condition, urgency }, key) => ({ key, after, to, if: condition ?? "", urgency }));

/** Without what a computer's fractions add. */
const exact = (count: number): number => Number(count.toPrecision(12));

const percent = (share: number | undefined): string => (share === undefined ? "" : String(exact(share * 100)));

export function draftOf(policy: PolicySpec): Draft {
  const { name, enabled, stop, match, groupBy, wait, update, again, deadline, onResolve, calendar, window, repeat } = policy;
  return {
    ...{ name, enabled, stop, match, groupBy, wait, update, again, deadline, onResolve },
    ladder: stepsOf(policy),
    calendar: calendar?.name ?? "",
    outside: calendar?.outside ?? emptyDraft.outside,
    critical: calendar?.critical ?? false,
    windowKind: window.kind,
    window: window.for,
    repeat: repeat === "never" ? "" : repeat,
    ackExpires: policy.ackExpires ?? "",
    confidenceFloor: percent(policy.confidenceFloor),
  };
}

const stepOf = ({ after, to, if: condition, urgency }: StepDraft): Value => ({
  after: after.trim(),
  to,
  ...(condition.trim() && { if: condition }),
  urgency,
});

/** A number written as people write it, else the text, so that the check can say what is wrong with it. */
function shareOf(written: string): number | string {
  const count = Number(written.trim().replace(/\s*%$/, "").replace(",", "."));
  return Number.isFinite(count) ? exact(count / 100) : written;
}

/** The policy as it stands in the document. No query is none: a star matches everything. */
export function policyOf(draft: Draft): Value {
  const { match, calendar, outside, critical, windowKind, window, ackExpires, confidenceFloor, ladder, repeat, ...plain } = draft;
  return {
    ...plain,
    ...(match.trim() && { match }),
    deadline: draft.deadline.trim(),
    wait: draft.wait.trim(),
    update: draft.update.trim(),
    window: { kind: windowKind, for: window.trim() },
    repeat: repeat.trim() || "never",
    ...(calendar && { calendar: { name: calendar, outside, critical } }),
    ladder: ladder.map(stepOf),
    ...(ackExpires.trim() && { ackExpires: ackExpires.trim() }),
    ...(confidenceFloor.trim() && { confidenceFloor: shareOf(confidenceFloor) }),
  };
}

const whole = /^(?:name|enabled|stop|match|groupBy|wait|update|repeat|again|onResolve|deadline|ackExpires|confidenceFloor)\b/;

/** Which field of the form a path of the policy is edited by; null when none is. */
export function policyField(path: string): string | null {
  const step = /^ladder\[\d+\]\.(?:after|to|if|urgency)\b/.exec(path)?.[0];
  if (step) return step;
  if (/^ladder\b/.test(path)) return "ladder";
  if (/^window\b/.test(path)) return path === "window.kind" ? path : "window.for";
  if (/^calendar\b/.test(path)) return /^calendar\.(?:outside|critical)$/.test(path) ? path : "calendar.name";
  return whole.exec(path)?.[0] ?? null;
}
