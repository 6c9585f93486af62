"use server";
import { z } from "zod";
import { requireRole } from "#app/guard.ts";
import type { FormState } from "#components/settings/form-state.ts";
import { budgets, models, saveBudgets, saveModels } from "#lib/pipeline/models.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { tryModel as tryOne } from "#lib/pipeline/try-model.ts";
import { type Answer, answered, confirmed, fieldsOf } from "../answer.ts";
import { changeModels } from "./change-models.ts";
import { amountOf } from "./model-form.ts";

const Id = z.string().min(1).max(64);

export async function addModel(before: FormState, form: FormData): Promise<FormState> {
  const by = await requireRole("admin");
  return confirmed(before, form, () => changeModels(tools(), { id: null, fields: fieldsOf(form) }, by));
}

export async function editModel(id: unknown, before: FormState, form: FormData): Promise<FormState> {
  const by = await requireRole("admin");
  return confirmed(before, form, async () => {
    const target = Id.safeParse(id);
    if (!target.success) return { ok: false, say: "gone" };
    return changeModels(tools(), { id: target.data, fields: fieldsOf(form) }, by);
  });
}

export async function removeModel(id: unknown, before: FormState, form: FormData): Promise<FormState> {
  const by = await requireRole("admin");
  return confirmed(before, form, async () => {
    const rows = (await models(tools())).filter(({ fixed }) => !fixed);
    if (!rows.some((row) => row.id === id)) return { ok: false, say: "gone" };
    await saveModels(tools(), { models: rows.filter((row) => row.id !== id) }, by);
    return { ok: true, say: "modelRemoved" };
  });
}

export async function tryModel(id: unknown, before: FormState, _form: FormData): Promise<FormState> {
  const by = await requireRole("admin");
  return answered(before, async () => {
    const target = Id.safeParse(id);
    const fault = target.success ? await tryOne(tools(), target.data, by) : "gone";
    return fault === null ? { ok: true, say: "modelWorks" } : { ok: false, say: fault };
  });
}

const amounts = ["daily_usd", "monthly_usd", "strong_daily_usd", "strong_monthly_usd"] as const;

export async function saveLimits(before: FormState, form: FormData): Promise<FormState> {
  const by = await requireRole("responder");
  return answered(before, async (): Promise<Answer> => {
    const fields = fieldsOf(form);
    const { budgets: now } = await budgets(tools());
    const limits = Object.fromEntries(amounts.map((name) => [name, name in fields ? amountOf(fields[name]) : now[name]]));
    const wrong = amounts.filter((name) => limits[name] === undefined);
    if (wrong.length > 0) return { ok: false, fields: Object.fromEntries(wrong.map((name) => [name, "amount"])) };
    await saveBudgets(tools(), { ...limits, thrifty: "thrifty" in fields }, by);
    return { ok: true };
  });
}
