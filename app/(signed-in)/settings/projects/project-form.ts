import { Language } from "#lib/model/language.ts";
import { Preset } from "#lib/model/preset.ts";
import type { ProjectSettings } from "#lib/model/project.ts";
import type { Answer } from "../answer.ts";
import { amountOf } from "../models/model-form.ts";

/** What shall hold for a project as its form says it; faults by the name of the field. */
export function readProject(fields: Readonly<Record<string, string>>): { settings: ProjectSettings } | Answer {
  const amounts = { daily_usd: amountOf(fields.daily_usd), monthly_usd: amountOf(fields.monthly_usd) };
  const { daily_usd, monthly_usd } = amounts;
  if (daily_usd === undefined || monthly_usd === undefined) {
    const wrong = Object.entries(amounts).filter(([, amount]) => amount === undefined);
    return { ok: false, fields: Object.fromEntries(wrong.map(([name]) => [name, "amount"])) };
  }
  return {
    settings: {
      language: Language.nullable().catch(null).parse(fields.language),
      preset: Preset.nullable().catch(null).parse(fields.preset),
      use_llm: fields.use_llm !== "no",
      daily_usd,
      monthly_usd,
    },
  };
}
