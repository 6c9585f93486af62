import { z } from "zod";
import { Subject } from "./subject.ts";
import { Category, Severity } from "./taxonomy.ts";

/** `created` to `corrected` are about an issue; the others about Verdict and what it depends on. */
export const signalKinds = [
  "created",
  "regressed",
  "escalated",
  "severity_rose",
  "resolved",
  "corrected",
  "budget_crossed",
  "sentry_silent",
  "provider_outage",
  "provider_refused",
  "channel_broken",
] as const;
export const SignalKind = z.enum(signalKinds);
export type SignalKind = z.infer<typeof SignalKind>;

export const OwnKind = SignalKind.extract([
  "budget_crossed",
  "sentry_silent",
  "provider_outage",
  "provider_refused",
  "channel_broken",
]);
export type OwnKind = z.infer<typeof OwnKind>;

/** The signature of what is no error: of which kind it is, and what it is about. */
export const ownSignature = (kind: SignalKind, key: string): string => `verdict:${kind}:${key}`.slice(0, 300);

/** One immutable fact that may need telling. */
export const Signal = z.object({
  id: z.uuid(),
  installation: z.string(),
  kind: SignalKind,
  at: z.date(),
  /** Our id of the issue and of the verdict it is about. */
  issue: z.uuid().nullable(),
  verdict: z.uuid().nullable(),
  /** The error as it stood when the signal was raised; of what is no error, the message says what happened. */
  subject: Subject,
  /** What stood before, where that changed. */
  was: z.object({ category: Category, severity: Severity }).nullable(),
  /** Who caused it, when a person did. */
  by: z.string().nullable(),
});
export type Signal = z.infer<typeof Signal>;
