import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { signedIn } from "#app/guard.ts";
import { Models } from "#components/settings/models.tsx";
import { atLeast } from "#lib/auth/viewer.ts";
import { budgets, budgetUse, knownProviders, models } from "#lib/pipeline/models.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { addModel, editModel, removeModel, saveLimits, tryModel } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings.models"))("title") };
}

export default async function ModelsPage() {
  const viewer = await signedIn("/settings/models");
  const [rows, { budgets: limits, fixed }, use] = await Promise.all([models(tools()), budgets(tools()), budgetUse(tools())]);
  return (
    <Models
      models={rows}
      providers={knownProviders}
      budgets={{ limits, fixed, use }}
      actions={viewer.role === "admin" ? { add: addModel, edit: editModel, remove: removeModel, test: tryModel } : null}
      saveBudgets={atLeast(viewer.role, "responder") ? saveLimits : null}
    />
  );
}
