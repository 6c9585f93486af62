import { continues, type Run, runOf } from "#components/decisions/runs.ts";
import type { IncidentDetail, MessageSummary } from "#lib/model/incident.ts";

type Turn = "opened" | "acknowledged" | "resolved";

export type Entry = { key: string; at: string } & ({ turn: Turn; by: string | null } | { message: MessageSummary } | Run);

function turns(incident: IncidentDetail): Entry[] {
  const { opened_at: opened, acknowledged_at: acknowledged, resolved_at: resolved } = incident;
  const said: [Turn, string | null, string | null][] = [
    ["opened", opened, null],
    ["acknowledged", acknowledged, incident.acknowledged_by],
    ["resolved", resolved, incident.resolved_by],
  ];
  return said.flatMap(([turn, at, by]) => (at ? [{ key: turn, at, turn, by }] : []));
}

const order = (entry: Entry): number => ("turn" in entry ? (entry.turn === "opened" ? 0 : 3) : "decision" in entry ? 1 : 2);

/** What happened, the newest first: what people did, what was decided, what was posted. A run of equal decisions is one entry. */
export function timeline(incident: IncidentDetail): Entry[] {
  const all: Entry[] = [
    ...turns(incident),
    ...incident.messages.map((message) => ({ key: message.id, at: message.at, message })),
    ...incident.decisions.map((decision) => ({ key: decision.id, at: decision.at, ...runOf(decision) })),
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
