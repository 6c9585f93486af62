import type { Action, DecisionSummary } from "#lib/model/incident.ts";

/** What was made of a signal. Where no message stands that could be edited, nothing was. */
export const outcomeOf = ({ action, to }: Pick<DecisionSummary, "action" | "to">): Action | "noted" =>
  action === "update" && to.length === 0 ? "noted" : action;
