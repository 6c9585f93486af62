import { z } from "zod";
import type { ActOutcome } from "#components/incidents/act.ts";
import { BadInput, NotFound } from "#lib/model/errors.ts";
import type { IncidentDetail } from "#lib/model/incident.ts";

/** The only form that Postgres takes for an incident's id. */
export const IncidentId = z.uuid();

/** What a screen is told of an action on an incident; what its person cannot mend is thrown on. */
export async function outcomeOf(
  written: unknown,
  by: string,
  act: (incident: string) => Promise<IncidentDetail>,
): Promise<ActOutcome> {
  const incident = IncidentId.safeParse(written);
  if (!incident.success) return { ok: false, reason: "gone" };
  try {
    const { snoozed_until: snoozedUntil } = await act(incident.data);
    return { ok: true, by, snoozedUntil };
  } catch (error) {
    if (error instanceof NotFound) return { ok: false, reason: "gone" };
    if (error instanceof BadInput) return { ok: false, reason: "refused", message: error.message };
    throw error;
  }
}
