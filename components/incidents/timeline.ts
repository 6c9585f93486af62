import { continues, type Run, runOf } from "#components/decisions/runs.ts";
import type { Act } from "#lib/model/decision.ts";
import type { MessageSummary } from "#lib/model/incident.ts";
import type { IncidentStory } from "#lib/model/story.ts";

/** What turned the incident: its beginning, what people did, what Verdict found, its end. */
export type Turn = { kind: "opened" } | { kind: "undelivered" } | Act;

/** Nobody heard of it. What is taken again by other rules was not tried. */
export const isLoss = (turn: Turn): boolean => turn.kind === "undelivered" || (turn.kind === "failed" && !turn.again);

/** In which words it is told that a step reached nobody. */
export const wordOf = ({ again = false }: Extract<Act, { kind: "failed" }>): "takenAgain" | "failed" =>
  again ? "takenAgain" : "failed";

export type Entry = { key: string; at: string } & ({ turn: Turn; by: string | null } | { message: MessageSummary } | Run);

/** Acts as they were written down; of an incident that has none of a kind, what its own row says. */
function turns({ incident, acts }: IncidentStory): Entry[] {
  const { opened_at: opened, acknowledged_at: acknowledged, resolved_at: resolved, undelivered_at: undelivered } = incident;
  const said: [Turn, string | null, string | null][] = [
    [{ kind: "opened" }, opened, null],
    [{ kind: "undelivered" }, undelivered, null],
    [{ kind: "acknowledge" }, acknowledged, incident.acknowledged_by],
    [{ kind: "resolve" }, resolved, incident.resolved_by],
  ];
  const known = new Set<string>(acts.map(({ act }) => act.kind));
  const own = said.flatMap(([turn, at, by]) => (at && !known.has(turn.kind) ? [{ key: turn.kind, at, turn, by }] : []));
  return [...own, ...acts.map(({ id, at, by, act }) => ({ key: id, at, turn: act, by }))];
}

const order = (entry: Entry): number => ("turn" in entry ? (entry.turn.kind === "opened" ? 0 : 3) : "decision" in entry ? 1 : 2);

/** What happened, the newest first: what people did, what was decided, what was posted. A run of equal decisions is one entry. */
export function timeline(story: IncidentStory): Entry[] {
  const { messages, decisions } = story.incident;
  const all: Entry[] = [
    ...turns(story),
    ...messages.map((message) => ({ key: message.id, at: message.at, message })),
    ...decisions.map((decision) => ({ key: decision.id, at: decision.at, ...runOf(decision) })),
  ];
  all.sort((a, b) => b.at.localeCompare(a.at) || order(b) - order(a));
  return all.reduce<Entry[]>((told, entry) => {
    const last = told.at(-1);
    const isMore = last && "decision" in last && "decision" in entry && continues(last, entry.decision);
    if (isMore) told.splice(-1, 1, { ...last, times: last.times + 1, since: entry.at });
    else told.push(entry);
    return told;
  }, []);
}
