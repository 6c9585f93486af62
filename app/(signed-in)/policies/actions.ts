"use server";
import { refresh } from "next/cache";
import { z } from "zod";
import { requireRole } from "#app/guard.ts";
import type { ChangeOutcome, SaveOutcome, SilenceOutcome } from "#components/policies/acts.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { ChangeInput, DraftInput, PlaceInput } from "./input.ts";
import { changeList, saveOne } from "./save.ts";
import { endOne, silenceAs } from "./silence.ts";

export async function changePolicies(version: unknown, change: unknown): Promise<ChangeOutcome> {
  const by = await requireRole("responder");
  const outcome = await changeList(tools(), z.int().parse(version), ChangeInput.parse(change), by);
  refresh();
  return outcome;
}

export async function savePolicy(place: unknown, draft: unknown): Promise<SaveOutcome> {
  const by = await requireRole("responder");
  return saveOne(tools(), PlaceInput.parse(place), DraftInput.parse(draft), by);
}

export async function silence(draft: unknown): Promise<SilenceOutcome> {
  const by = await requireRole("responder");
  const outcome = await silenceAs(tools(), draft, by);
  refresh();
  return outcome;
}

export async function liftSilence(id: unknown): Promise<SilenceOutcome> {
  const by = await requireRole("responder");
  const outcome = await endOne(tools(), id, by);
  refresh();
  return outcome;
}
