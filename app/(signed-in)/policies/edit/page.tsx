import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { signedIn } from "#app/guard.ts";
import { addressOf, type SearchParams } from "#components/incidents/address.ts";
import { PolicyPage } from "#components/policies/policy-page.tsx";
import { atLeast } from "#lib/auth/viewer.ts";
import { groupFields } from "#lib/model/policy.ts";
import { policyView } from "#lib/pipeline/policy-view.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { savePolicy } from "../actions.ts";
import { readEdited } from "../input.ts";

interface Props {
  searchParams: Promise<SearchParams>;
}

const load = cache(() => policyView(tools()));

/** The policy that is edited or copied; none of both begins a new one. */
async function open({ searchParams }: Props) {
  const edited = readEdited(await searchParams);
  const viewer = await signedIn(addressOf("/policies/edit", edited));
  const view = await load();
  const name = edited.policy ?? edited.copy;
  const at = name === undefined ? null : view.document.policies.findIndex((policy) => policy.name === name);
  if (at === -1) notFound();
  return { view, at, isCopy: edited.policy === undefined, mayEdit: atLeast(viewer.role, "responder") };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { policy: name } = readEdited(await props.searchParams);
  const t = await getTranslations("policyForm");
  return { title: name === undefined ? t("titleNew") : t("titleEdit", { name }) };
}

export default async function EditPolicyPage(props: Props) {
  const { view, at, isCopy, mayEdit } = await open(props);
  return <PolicyPage {...view} at={at} isCopy={isCopy} groupFields={groupFields} save={mayEdit ? savePolicy : null} />;
}
