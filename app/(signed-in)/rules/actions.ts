"use server";
import { refresh } from "next/cache";
import { requireRole } from "#app/guard.ts";
import type { ChangeOutcome, SaveOutcome, TrialOutcome } from "#components/rules/acts.ts";
import { tools } from "#lib/pipeline/tools.ts";
import * as save from "./save.ts";

export async function changeRules(version: unknown, change: unknown): Promise<ChangeOutcome> {
  const by = await requireRole("responder");
  const outcome = await save.changeList(tools(), version, change, by);
  refresh();
  return outcome;
}

export async function putBack(to: unknown, version: unknown): Promise<ChangeOutcome> {
  const by = await requireRole("responder");
  const outcome = await save.putBack(tools(), to, version, by);
  refresh();
  return outcome;
}

export async function saveRule(place: unknown, draft: unknown): Promise<SaveOutcome> {
  const by = await requireRole("responder");
  return save.saveOne(tools(), place, draft, by);
}

export async function tryRule(place: unknown, draft: unknown, days: unknown): Promise<TrialOutcome> {
  await requireRole("responder");
  return save.tryOne(tools(), place, draft, days);
}
