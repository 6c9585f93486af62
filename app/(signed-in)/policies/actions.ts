"use server";
import { refresh } from "next/cache";
import { requireRole } from "#app/guard.ts";
import type { ChangeOutcome, PreviewOutcome, SaveOutcome, SilenceOutcome } from "#components/policies/acts.ts";
import type { PolicySummary } from "#lib/model/policy-summary.ts";
import { currentPolicies } from "#lib/pipeline/policies.ts";
import { rollBackPolicies } from "#lib/pipeline/policy-versions.ts";
import { summaryOfTyped } from "#lib/pipeline/policy-view.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { ChangeInput, PlaceInput, ValueInput, VersionInput } from "./input.ts";
import { change, changeList, outcomeOf, removeOne, saveOne } from "./save.ts";
import { beginSilence, endOne, previewOf } from "./silence.ts";

export async function changePolicies(version: unknown, wanted: unknown): Promise<ChangeOutcome> {
  const by = await requireRole("responder");
  const outcome = await changeList(tools(), VersionInput.parse(version), ChangeInput.parse(wanted), by);
  refresh();
  return outcome;
}

export async function saveItem(place: unknown, value: unknown): Promise<SaveOutcome> {
  const by = await requireRole("responder");
  return saveOne(tools(), PlaceInput.parse(place), ValueInput.parse(value), by);
}

export async function removeItem(place: unknown): Promise<ChangeOutcome> {
  const by = await requireRole("responder");
  const outcome = await removeOne(tools(), PlaceInput.parse(place), by);
  refresh();
  return outcome;
}

export async function putBack(to: unknown, version: unknown): Promise<ChangeOutcome> {
  const by = await requireRole("responder");
  const wanted = { to: VersionInput.parse(to), ifVersion: VersionInput.parse(version), by };
  const outcome = await outcomeOf(tools(), await rollBackPolicies(tools(), wanted));
  refresh();
  return outcome;
}

export async function saveHourly(version: unknown, hourly: unknown): Promise<ChangeOutcome> {
  const by = await requireRole("responder");
  const make = (document: object): Record<string, unknown> => ({ ...document, hourly });
  const outcome = await change(tools(), { version: VersionInput.parse(version), make, by });
  refresh();
  return outcome;
}

export async function summarize(value: unknown): Promise<PolicySummary | null> {
  await requireRole("viewer");
  return summaryOfTyped(ValueInput.parse(value), (await currentPolicies(tools())).document);
}

export async function silence(_place: unknown, value: unknown): Promise<SaveOutcome> {
  const by = await requireRole("responder");
  const outcome = await beginSilence(tools(), ValueInput.parse(value), by);
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
