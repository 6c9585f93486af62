import { z } from "zod";
import { IncidentDetail } from "./incident.ts";
import { Urgency } from "./policy.ts";

/** A step of the ladder of an incident's policy, as it stands. */
export const LadderAnswer = z.object({
  /** From 0. */
  step: z.int(),
  /** `passed` because its condition did not hold, `failed` when no channel took it, `waiting` for a calendar, `stopped` when it is not taken any more. */
  state: z.enum(["done", "passed", "failed", "waiting", "next", "later", "stopped"]),
  /** When it was taken or comes; null when nobody can say. */
  at: z.string().nullable(),
  after: z.string(),
  if: z.string().nullable(),
  urgency: Urgency,
  /** The calendar it waits for. */
  calendar: z.string().nullable(),
  /** What became of each channel's message; `line` is a line in a digest, `unusable` what could not be sent to. */
  to: z.array(z.object({ channel: z.string(), state: z.string().nullable() })),
});

/** What was done with an incident, by a person or, without a name, by Verdict itself. */
export const ActAnswer = z.object({
  at: z.string(),
  by: z.string().nullable(),
  kind: z.enum(["acknowledge", "unacknowledge", "snooze", "resolve", "reassign", "failed", "mended"]),
  /** Of a snooze. */
  until: z.string().nullable(),
  /** Of what was handed on: the channels. */
  to: z.array(z.string()),
  /** Of a step of the ladder that no channel took: which, from 0. */
  step: z.int().nullable(),
  again: z
    .boolean()
    .describe("Of a step: it was not tried, for its channel or policy was renamed or removed, and was taken again."),
  /** Of a channel that works again, and is told because nobody was reached: which. */
  channel: z.string().nullable(),
});

/** `GET /api/v1/incidents/{id}`, and what every act answers. */
export const IncidentAnswer = IncidentDetail.extend({
  ladder: z.array(LadderAnswer),
  /** When those who were told are told again. */
  repeat_at: z.string().nullable(),
  ack_expires_at: z.string().nullable(),
  acts: z.array(ActAnswer),
});
export type IncidentAnswer = z.infer<typeof IncidentAnswer>;
