import { z } from "zod";
import { DeliveryState } from "#lib/model/arrival.ts";
import { IncidentState, Reason } from "#lib/model/incident.ts";
import { Duration } from "#lib/model/policy.ts";
import { Preset } from "#lib/model/preset.ts";
import { SpendGroup } from "#lib/model/spend.ts";
import { Severity } from "#lib/model/taxonomy.ts";
import { Page, Word } from "./read.ts";

/** Words with commas between them. */
const some = <T extends string>(word: z.ZodType<T, string>) =>
  z
    .string()
    .max(200)
    .transform((text) => text.split(",").map((part) => part.trim()))
    .pipe(z.array(word));

/** What the addresses of lists may ask. */
export const IssueQuery = Page.extend({ query: z.string().default(""), preset: Preset.optional() });
export const IssueAddress = z.object({ installation: Word.optional() });
export const IssueDetailQuery = IssueAddress.extend({ preset: Preset.optional() });
export const ProjectAddress = z.object({ installation: Word.default("default") });
export const DeliveryQuery = Page.extend({ state: DeliveryState.optional(), resource: Word.optional() });
export const IncidentQuery = Page.extend({ state: some(IncidentState).optional(), severity: some(Severity).optional() });
export const DecisionQuery = Page.extend({
  issue: Word.optional(),
  installation: Word.optional(),
  incident: z.uuid("must be an incident's id").optional(),
  reason: Reason.optional(),
});

/** Seconds to wait for a model, and in whose names to say the categories. */
export const ClassifyQuery = z.object({
  wait: z.coerce
    .number("must be a number of seconds from 0 to 30")
    .min(0, "must be at least 0")
    .max(30, "must be at most 30 seconds")
    .default(0),
  preset: Preset.optional(),
});

const day = z.iso.date("must be a day such as 2026-11-30").optional();
export const SpendQuery = z.object({
  group: z
    .string()
    .max(100)
    .default("")
    .transform((list) => list.split(",").filter(Boolean))
    .pipe(z.array(SpendGroup).max(4)),
  from: day,
  to: day,
});

/** Bodies of writes that no other room knows. */
export const Nothing = z.strictObject({});
export const SnoozeInput = z.strictObject({ for: Duration });
/** Their form depends on the channel's kind. */
export const ChannelSecretsInput = z.record(z.string().max(40), z.string().max(2000));
