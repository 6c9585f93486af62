"use server";
import { refresh } from "next/cache";
import { ReassignInput } from "#app/api/inputs.ts";
import { requireRole } from "#app/guard.ts";
import type { ActOutcome } from "#components/incidents/act.ts";
import { readInput } from "#lib/model/read-input.ts";
import { acknowledge, reassignIncident, resolveIncident, snooze, unacknowledge } from "#lib/pipeline/incidents.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { outcomeOf } from "./outcome.ts";

export async function acknowledgeIncident(id: unknown): Promise<ActOutcome> {
  const by = await requireRole("responder");
  const outcome = await outcomeOf(id, by.name, (incident) => acknowledge(tools(), { incident, by }));
  refresh();
  return outcome;
}

export async function unacknowledgeIncident(id: unknown): Promise<ActOutcome> {
  const by = await requireRole("responder");
  const outcome = await outcomeOf(id, by.name, (incident) => unacknowledge(tools(), { incident, by }));
  refresh();
  return outcome;
}

export async function snoozeIncident(id: unknown, duration: unknown): Promise<ActOutcome> {
  const by = await requireRole("responder");
  const outcome = await outcomeOf(id, by.name, (incident) => snooze(tools(), { incident, by, for: String(duration) }));
  refresh();
  return outcome;
}

export async function resolveIncidentByHand(id: unknown): Promise<ActOutcome> {
  const by = await requireRole("responder");
  const outcome = await outcomeOf(id, by.name, (incident) => resolveIncident(tools(), { incident, by }));
  refresh();
  return outcome;
}

export async function reassignIncidentTo(id: unknown, channels: unknown): Promise<ActOutcome> {
  const by = await requireRole("responder");
  const outcome = await outcomeOf(id, by.name, async (incident) =>
    reassignIncident(tools(), { incident, by, to: readInput(ReassignInput, { to: channels }).to }),
  );
  refresh();
  return outcome;
}
