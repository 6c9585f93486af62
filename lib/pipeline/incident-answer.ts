import type { ExplainedDecision } from "#lib/model/cause.ts";
import { NotFound } from "#lib/model/errors.ts";
import type { DecisionSummary } from "#lib/model/incident.ts";
import type { IncidentAnswer } from "#lib/model/incident-answer.ts";
import type { LadderPosition } from "#lib/model/ladder.ts";
import type { ActDone } from "#lib/model/story.ts";
import { why } from "#lib/model/why.ts";
import { explained } from "./explained.ts";
import { incidentStory } from "./incident-page.ts";
import type { Tools } from "./tools.ts";

function inWords({ cause, would: _, ...decision }: ExplainedDecision): DecisionSummary {
  return { ...decision, explanation: why(decision, cause) };
}

/** Decisions as the API answers them: each says in words why, and what held it back. */
export const decisionsInWords = async (tools: Tools, decisions: readonly DecisionSummary[]): Promise<DecisionSummary[]> =>
  (await explained(tools, decisions)).map(inWords);

const ladderOf = (position: LadderPosition | null): IncidentAnswer["ladder"] =>
  (position?.steps ?? []).map(({ state, at, after, condition, urgency, calendar, receivers }, step) => ({
    step,
    state,
    at,
    after,
    if: condition,
    urgency,
    calendar,
    to: receivers.map(({ channel, state: became }) => ({ channel, state: became })),
  }));

const actOf = ({ at, by, act }: ActDone): IncidentAnswer["acts"][number] => ({
  at,
  by,
  kind: act.kind,
  until: act.kind === "snooze" ? act.until.toISOString() : null,
  to: act.kind === "reassign" ? [...act.to] : [],
  step: act.kind === "failed" ? act.step : null,
  again: act.kind === "failed" && (act.again ?? false),
  channel: act.kind === "mended" ? act.channel : null,
});

/** An incident with all that is known of it. Throws NotFound. */
export async function incidentAnswer(tools: Tools, id: string): Promise<IncidentAnswer> {
  const story = await incidentStory(tools, id);
  if (!story) throw new NotFound("There is no such incident.");
  const { incident, position, acts } = story;
  return {
    ...incident,
    decisions: incident.decisions.map(inWords),
    ladder: ladderOf(position),
    repeat_at: position?.repeat?.at ?? null,
    ack_expires_at: position?.ackExpiresAt ?? null,
    acts: acts.map(actOf),
  };
}
