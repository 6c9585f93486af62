"use server";
import { refresh } from "next/cache";
import { requireRole } from "#app/guard.ts";
import type { CorrectionOutcome } from "#components/verdict/verdict-panel.tsx";
import { BadInput, NotFound } from "#lib/model/errors.ts";
import { CorrectionInput } from "#lib/model/verdict.ts";
import { correct } from "#lib/pipeline/correct.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { IssueAddress } from "./address.ts";

export async function correctIssue(address: unknown, said: unknown): Promise<CorrectionOutcome> {
  const { id, name } = await requireRole("responder");
  const target = IssueAddress.required().safeParse(address);
  const input = CorrectionInput.safeParse(said);
  if (!target.success || !input.success) return { ok: false, reason: "refused" };
  try {
    const verdict = await correct(tools(), { ...target.data, by: { id, name }, input: input.data });
    refresh();
    return { ok: true, verdict };
  } catch (error) {
    if (error instanceof BadInput) return { ok: false, reason: "refused" };
    if (error instanceof NotFound) return { ok: false, reason: "gone" };
    throw error;
  }
}
