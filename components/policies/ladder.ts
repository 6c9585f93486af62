import type { StepDraft } from "./draft.ts";

const unitMinutes = { s: 1 / 60, m: 1, h: 60, d: 1440 } as const;
const gapMinutes = 15;

/** Minutes of a length as it is typed; 0 when it is none. */
function minutesOf(written: string): number {
  const [, count, unit] = /^(\d{1,6})([smhd])$/.exec(written.trim()) ?? [];
  return count && unit ? Number(count) * unitMinutes[unit as keyof typeof unitMinutes] : 0;
}

/** A quarter of an hour after the last step, by somebody else. */
export function nextStep(steps: readonly StepDraft[]): StepDraft {
  const minutes = Math.ceil(minutesOf(steps.at(-1)?.after ?? "")) + gapMinutes;
  const key = Math.max(-1, ...steps.map((step) => step.key)) + 1;
  return { key, after: minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`, to: [], if: "", urgency: "high" };
}

/** The steps with this one a place further up or down; where there is no such place they stay. */
export function movedStep(steps: readonly StepDraft[], at: number, by: 1 | -1): StepDraft[] {
  const step = steps[at];
  const to = at + by;
  return !step || to < 0 || to >= steps.length ? [...steps] : steps.toSpliced(at, 1).toSpliced(to, 0, step);
}

export const isAtOnce = (after: string): boolean => /^0+[smhd]$/.test(after.trim());
