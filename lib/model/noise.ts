import { z } from "zod";
import { Reason } from "./incident.ts";
import { SignalKind } from "./signal.ts";
import { Severity } from "./taxonomy.ts";

/** How much was told of how much, and whether somebody did something about it. */
export const NoiseFigures = z.object({
  days: z.int(),
  signals: z.int(),
  incidents: z.int(),
  /** Messages sent; pages and digests are among them. */
  messages: z.int(),
  pages: z.int(),
  digests: z.int(),
  /** How often nobody was told, by reason. */
  suppressed: z.array(z.object({ reason: Reason, count: z.int() })),
  policies: z.array(
    z.object({
      name: z.string(),
      /** False for what decided in these days and is not in the document any more. */
      stands: z.boolean(),
      signals: z.int(),
      incidents: z.int(),
      messages: z.int(),
      pages: z.int(),
      /** Incidents that a person acknowledged, snoozed, handed on, resolved or corrected. */
      acted: z.int(),
      /** Of the incidents, 0 to 1; null when there were none. */
      share: z.number().nullable(),
      never_fired: z.boolean(),
      /** At least five incidents that somebody was told of, and nobody did anything about any. */
      always_ignored: z.boolean(),
    }),
  ),
  /** Kinds of signals that nobody would hear of as the document stands. */
  unheard: z.array(
    z.object({
      signal: SignalKind,
      severity: Severity,
      policy: z.string(),
      /** What the policy names; none of it can be sent to. */
      channels: z.array(z.string()),
      /** How many such signals came in these days. */
      signals: z.int(),
    }),
  ),
});
export type NoiseFigures = z.infer<typeof NoiseFigures>;
