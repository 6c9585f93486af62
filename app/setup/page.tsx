import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AccountForm } from "#components/account/account-form.tsx";
import { tools } from "#lib/pipeline/tools.ts";
import { createFirstAdmin } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("setup"))("title") };
}

/** Open until the first administrator exists, and only to who has the link. */
export default async function SetupPage({ searchParams }: { searchParams: Promise<{ token?: unknown }> }) {
  const { token } = await searchParams;
  if (typeof token !== "string" || !(await tools().auth.setupTakes(token))) notFound();
  const t = await getTranslations("setup");
  return <AccountForm token={token} title={t("title")} body={t("body")} create={createFirstAdmin} />;
}
