import { z } from "zod";
import { DeliveryState } from "#lib/model/arrival.ts";
import { Action, IncidentState, Reason } from "#lib/model/incident.ts";
import { Duration } from "#lib/model/policy.ts";
import { Preset } from "#lib/model/preset.ts";
import { SignalKind } from "#lib/model/signal.ts";
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
  action: Action.optional(),
  policy: Word.optional(),
  signal: SignalKind.optional(),
});

const version = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, "must be the number of a version")
  .transform(Number)
  .optional();
export const PoliciesQuery = z.object({ version });
export const PolicyDiffQuery = z.object({ from: version, to: version });
/** Hand back `next_cursor`, the version at which the page before ended. */
export const VersionsQuery = Page.extend({ cursor: version });
export const FiguresQuery = z.object({
  days: z
    .string()
    .regex(/^\d{1,2}$/, "must be a whole number from 1 to 90")
    .transform(Number)
    .pipe(z.int().min(1).max(90))
    .default(30),
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
export const ReassignInput = z.strictObject({ to: z.array(z.string().max(80)).min(1, "names at least one channel").max(20) });
export const RollBackInput = z.strictObject({ version: z.int().min(1) });
/** Their form depends on the channel's kind. */
export const ChannelSecretsInput = z.record(z.string().max(40), z.string().max(2000));
