"use server";
import { requireRole } from "#app/guard.ts";
import type { TextOutcome } from "#components/policies/acts.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { lookAt, saveWhole } from "./text.ts";

export async function checkText(text: unknown): Promise<TextOutcome> {
  await requireRole("viewer");
  return lookAt(tools(), text);
}

export async function saveText(text: unknown, version: unknown): ReturnType<typeof saveWhole> {
  const by = await requireRole("responder");
  return saveWhole(tools(), text, version, by);
}
