import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccountForm } from "#components/account/account-form.tsx";
import { AccountPanel } from "#components/account/panel.tsx";
import { tools } from "#lib/pipeline/tools.ts";
import { joinByLink } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("join"))("title") };
}

/** Opening the link uses nothing up: only the account that is made of it does. */
export default async function JoinPage({ searchParams }: { searchParams: Promise<{ token?: string | string[] }> }) {
  const { token } = await searchParams;
  const invitation = typeof token === "string" ? await tools().auth.invitation(token) : null;
  const t = await getTranslations();
  if (typeof token !== "string" || !invitation)
    return (
      <AccountPanel title={t("join.title")} body={t("join.closed")}>
        {null}
      </AccountPanel>
    );
  const body = t("join.body", { name: invitation.by, role: t(`role.${invitation.role}`) });
  return <AccountForm token={token} title={t("join.title")} body={body} create={joinByLink} />;
}
