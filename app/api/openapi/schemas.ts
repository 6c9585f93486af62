import { z } from "zod";
import { ChannelSecretsInput, Nothing, ReassignInput, RollBackInput, SnoozeInput } from "#app/api/inputs.ts";
import { AlertEvent } from "#lib/model/alert-event.ts";
import type { ApiSchema } from "#lib/model/api-document.ts";
import { DeliverySummary } from "#lib/model/arrival.ts";
import { ChannelState } from "#lib/model/channel.ts";
import { Classified } from "#lib/model/classified.ts";
import { DecisionSummary, IncidentSummary, MessageSummary } from "#lib/model/incident.ts";
import { ActAnswer, IncidentAnswer, LadderAnswer } from "#lib/model/incident-answer.ts";
import { Correction, IssueDetail, IssueSummary, StoredVerdict } from "#lib/model/issue.ts";
import { NoiseFigures } from "#lib/model/noise.ts";
import { PolicyDocument, SilenceInput, SilenceSpec } from "#lib/model/policy.ts";
import { PolicyChange, PolicyDiff, PolicyVersionSummary } from "#lib/model/policy-version.ts";
import { PresetTable } from "#lib/model/preset.ts";
import { ProjectRow, ProjectSettings } from "#lib/model/project.ts";
import { PolicyReplay, ReplayInput } from "#lib/model/replay.ts";
import { RetryCallBody } from "#lib/model/retry-call.ts";
import { TeamRule } from "#lib/model/rule.ts";
import { RuleTrial } from "#lib/model/rule-trial.ts";
import { SilencePreview, SilencePreviewInput } from "#lib/model/silence-preview.ts";
import { Budgets, BudgetUse, ModelRow, SpendRow } from "#lib/model/spend.ts";
import { SpokenCorrection } from "#lib/model/verdict.ts";
import { BudgetsInput } from "#lib/pipeline/budgets.ts";
import { ReportsInput } from "#lib/pipeline/classify.ts";
import { ModelsInput } from "#lib/pipeline/model-input.ts";
import { RulesInput } from "#lib/pipeline/rules.ts";
import { TrialInput } from "#lib/pipeline/rules-try.ts";

const nextCursor = z.string().nullable().describe("Hand it back as `cursor` for the next page; null at the end.");

const fault = z.object({ path: z.string().describe("Such as `policies[2].match`."), message: z.string() });

/** RFC 9457. */
const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string().describe("What to branch on; it stays."),
  detail: z.string().optional().describe("What is wrong and what to send instead, for people."),
  errors: z.array(fault).optional().describe("The same by the fields of what was sent, where it is known."),
});

const answers = {
  StoredVerdict,
  Correction,
  MessageSummary,
  DecisionSummary,
  IncidentSummary,
  IncidentAnswer,
  LadderAnswer,
  ActAnswer,
  IssueSummary,
  IssueDetail,
  DeliverySummary,
  ChannelState,
  ModelRow,
  SpendRow,
  Budgets,
  BudgetUse,
  SilenceSpec,
  SilencePreview,
  PolicyDocument,
  PolicyChange,
  PolicyVersionSummary,
  PolicyVersionList: z.object({ versions: z.array(PolicyVersionSummary), next_cursor: nextCursor }),
  PolicyDiff,
  PolicyReplay,
  NoiseFigures,
  Classified,
  ClassifiedList: z.object({ verdicts: z.array(Classified) }),
  PresetTable,
  PresetList: z.object({ presets: z.array(PresetTable) }),
  TeamRule,
  RuleList: z.object({ rules: z.array(TeamRule) }),
  RuleTrial,
  ProjectRow,
  ProjectList: z.object({ projects: z.array(ProjectRow) }),
  Problem: problem,
  QueryProblem: problem.extend({ at: z.int().optional().describe("The character of the query that is wrong, from 0.") }),
  StaleProblem: problem.extend({ version: z.int(), document: PolicyDocument }),
  StaleRulesProblem: problem.extend({ version: z.int(), rules: z.array(TeamRule) }),
  InvalidProblem: problem.extend({ errors: z.array(fault) }),
  IssueList: z.object({ issues: z.array(IssueSummary), next_cursor: nextCursor }),
  DeliveryList: z.object({ deliveries: z.array(DeliverySummary), next_cursor: nextCursor }),
  IncidentList: z.object({ incidents: z.array(IncidentSummary), next_cursor: nextCursor }),
  DecisionList: z.object({ decisions: z.array(DecisionSummary), next_cursor: nextCursor }),
  ChannelList: z.object({ channels: z.array(ChannelState) }),
  ModelList: z.object({ models: z.array(ModelRow) }),
  SpendList: z.object({ spend: z.array(SpendRow) }),
  BudgetState: z.object({ budgets: Budgets, fixed: z.boolean().describe("Set in the environment."), use: z.array(BudgetUse) }),
  Tested: z.object({ ok: z.boolean(), fault: z.string().optional().describe("Exactly what is wrong, when it did not arrive.") }),
  Replayed: z.object({ delivery: z.string() }),
  AlertEvent,
  RetryCall: RetryCallBody,
} as const satisfies Record<string, z.ZodType>;

const inputs = {
  CorrectionInput: SpokenCorrection,
  BudgetsInput,
  ModelsInput,
  SilenceInput,
  SilencePreviewInput,
  SnoozeInput,
  ReassignInput,
  RollBackInput,
  ReplayInput,
  ChannelSecretsInput,
  Nothing,
  PolicyInput: PolicyDocument.clone(),
  ProjectSettings,
  ReportsInput,
  RulesInput,
  TrialInput,
} as const satisfies Record<string, z.ZodType>;

/** Everything that a body or an answer may be, by its name in the document. */
export const schemas = { ...answers, ...inputs } as const;

function generated(named: Record<string, z.ZodType>, io: "input" | "output"): [string, ApiSchema][] {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  const made = z.toJSONSchema(registry, { io, unrepresentable: "any", uri: (id) => `#/components/schemas/${id}` });
  return Object.entries(made.schemas).map(([id, { $id, $schema, ...schema }]) => [id, schema as ApiSchema]);
}

/** The schemas as JSON Schema: bodies as they may be sent, answers as they are given. */
export const componentSchemas = (): Record<string, ApiSchema> =>
  Object.fromEntries([...generated(answers, "output"), ...generated(inputs, "input")]);
