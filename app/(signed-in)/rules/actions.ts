"use server";
import { refresh } from "next/cache";
import { requireRole } from "#app/guard.ts";
import type { ChangeOutcome, SaveOutcome, TrialOutcome } from "#components/rules/acts.ts";
import { rollBackRules } from "#lib/pipeline/rules.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { ChangeInput, DaysInput, DraftInput, PlaceInput, VersionInput } from "./input.ts";
import { changeList, outcomeOf, saveOne, tryOne } from "./save.ts";

export async function changeRules(version: unknown, change: unknown): Promise<ChangeOutcome> {
  const by = await requireRole("responder");
  const outcome = await changeList(tools(), VersionInput.parse(version), ChangeInput.parse(change), by);
  refresh();
  return outcome;
}

export async function putBack(to: unknown, version: unknown): Promise<ChangeOutcome> {
  const by = await requireRole("responder");
  const places = { to: VersionInput.parse(to), ifVersion: VersionInput.parse(version) };
  const outcome = outcomeOf(await rollBackRules(tools(), { ...places, by }));
  refresh();
  return outcome;
}

export async function saveRule(place: unknown, draft: unknown): Promise<SaveOutcome> {
  const by = await requireRole("responder");
  return saveOne(tools(), PlaceInput.parse(place), DraftInput.parse(draft), by);
}

export async function tryRule(place: unknown, draft: unknown, days: unknown): Promise<TrialOutcome> {
  await requireRole("responder");
  return tryOne(tools(), PlaceInput.parse(place), DraftInput.parse(draft), DaysInput.parse(days));
}
