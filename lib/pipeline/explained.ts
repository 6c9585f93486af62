import { incidentTitles, outagesBehind } from "#lib/db/incident-story.ts";
import type { Cause, ExplainedDecision } from "#lib/model/cause.ts";
import type { DecisionSummary, Reason } from "#lib/model/incident.ts";
import type { PolicyDocument, SilenceSpec } from "#lib/model/policy.ts";
import { uuid } from "#lib/model/uuid.ts";
import { currentPolicies } from "./policies.ts";
import type { Tools } from "./tools.ts";

/** For these nobody would have been told, whatever else had been, or everybody had been. */
const untellable: readonly Reason[] = ["below_policy", "no_channel", "loop", "resolved", "corrected", "dedup"];

type Titles = Awaited<ReturnType<typeof incidentTitles>>;

const silenceCause = ({ id, match, reason, author, until }: SilenceSpec): Cause => ({
  kind: "silence",
  id: id ?? match,
  match,
  reason,
  author,
  until: until ?? null,
});

function named(by: string, document: PolicyDocument, titles: Titles): Cause {
  const silence = document.silences.find(({ id, match }) => id === by || match === by);
  if (silence) return silenceCause(silence);
  const other = titles.get(by);
  if (other) return { kind: "incident", id: by, title: other.title };
  if (document.calendars.some(({ name }) => name === by)) return { kind: "calendar", name: by };
  if (/^\d{4}-\d\d-\d\dT/.test(by) && !Number.isNaN(Date.parse(by))) return { kind: "time", at: by };
  if (uuid.test(by)) return { kind: "silence", id: by, match: "", reason: "", author: "", until: null };
  return { kind: "other", name: by };
}

function causeOf({ by, reason, incident }: DecisionSummary, document: PolicyDocument, titles: Titles): Cause | null {
  const who = reason === "acknowledged" && incident ? titles.get(incident)?.by : null;
  if (by === null) return who ? { kind: "other", name: who } : null;
  return named(by, document, titles);
}

/** A silence, incident or calendar by what it is called by in a decision. */
export async function causeNamed(tools: Tools, by: string): Promise<Cause> {
  const [{ document }, titles] = await Promise.all([currentPolicies(tools), incidentTitles(tools.db, uuid.test(by) ? [by] : [])]);
  return named(by, document, titles);
}

/** The channels that the policy names for the step that it would have been. */
function wouldTell({ action, reason, policy, step, lines }: DecisionSummary, { policies }: PolicyDocument): string[] {
  if (action === "send" || action === "update" || lines.length > 0 || untellable.includes(reason)) return [];
  const ladder = policies.find(({ name }) => name === policy)?.ladder ?? [];
  return (step === null ? ladder[0] : ladder[step])?.to ?? [];
}

/** Decisions with what they are about, what they name as their cause, and whom the policies that stand would have told. */
export async function explained(tools: Tools, decisions: readonly DecisionSummary[]): Promise<ExplainedDecision[]> {
  const asked = decisions.flatMap(({ by, incident, issue, reason }) => [
    ...(by && uuid.test(by) ? [by] : []),
    ...(incident && (issue === null || reason === "acknowledged") ? [incident] : []),
  ]);
  const symptoms = decisions.flatMap(({ id, reason }) => (reason === "inhibited" ? [id] : []));
  const [{ document }, titles, outages] = await Promise.all([
    currentPolicies(tools),
    incidentTitles(tools.db, [...new Set(asked)]),
    outagesBehind(tools.db, symptoms),
  ]);
  const outageOf = (id: string): Cause | undefined => {
    const incident = outages.get(id);
    return incident && { kind: "incident", ...incident };
  };
  return decisions.map((decision) => ({
    ...decision,
    title: decision.title ?? titles.get(decision.incident ?? "")?.title ?? null,
    cause: outageOf(decision.id) ?? causeOf(decision, document, titles),
    would: wouldTell(decision, document),
  }));
}
