"use server";
import { refresh } from "next/cache";
import { requireRole } from "#app/guard.ts";
import type { ChangeOutcome, PreviewOutcome, SaveOutcome, SilenceOutcome } from "#components/policies/acts.ts";
import type { PolicySummary } from "#lib/model/policy-summary.ts";
import { currentPolicies } from "#lib/pipeline/policies.ts";
import { summaryOfTyped } from "#lib/pipeline/policy-view.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { ValueInput } from "./input.ts";
import * as save from "./save.ts";
import { beginSilence, endOne, previewOf } from "./silence.ts";

export async function changePolicies(version: unknown, wanted: unknown): Promise<ChangeOutcome> {
  const by = await requireRole("responder");
  const outcome = await save.changeList(tools(), version, wanted, by);
  refresh();
  return outcome;
}

export async function saveItem(place: unknown, value: unknown): Promise<SaveOutcome> {
  const by = await requireRole("responder");
  return save.saveOne(tools(), place, value, by);
}

export async function removeItem(place: unknown): Promise<ChangeOutcome> {
  const by = await requireRole("responder");
  const outcome = await save.removeOne(tools(), place, by);
  refresh();
  return outcome;
}

export async function putBack(to: unknown, version: unknown): Promise<ChangeOutcome> {
  const by = await requireRole("responder");
  const outcome = await save.putBack(tools(), to, version, by);
  refresh();
  return outcome;
}

export async function saveHourly(version: unknown, hourly: unknown): Promise<ChangeOutcome> {
  const by = await requireRole("responder");
  const outcome = await save.saveHourly(tools(), version, hourly, by);
  refresh();
  return outcome;
}

export async function summarize(value: unknown): Promise<PolicySummary | null> {
  await requireRole("viewer");
  const typed = ValueInput.safeParse(value);
  return typed.success ? summaryOfTyped(typed.data, (await currentPolicies(tools())).document) : null;
}

export async function silence(_place: unknown, value: unknown): Promise<SaveOutcome> {
  const by = await requireRole("responder");
  const outcome = await beginSilence(tools(), value, by);
  refresh();
  return outcome;
}

export async function liftSilence(id: unknown): Promise<SilenceOutcome> {
  const by = await requireRole("responder");
  const outcome = await endOne(tools(), id, by);
  refresh();
  return outcome;
}

export async function preview(match: unknown): Promise<PreviewOutcome> {
  await requireRole("viewer");
  return previewOf(tools(), match);
}
