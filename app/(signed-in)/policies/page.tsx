import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { signedIn } from "#app/guard.ts";
import type { SearchParams } from "#components/address.ts";
import { PoliciesView } from "#components/policies/policies-view.tsx";
import { hrefOf, readView } from "#components/policies/view.ts";
import { atLeast } from "#lib/auth/viewer.ts";
import { policyView } from "#lib/pipeline/policy-view.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { Part } from "./part.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("policies"))("title") };
}

export default async function PoliciesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const address = readView(await searchParams);
  const { role } = await signedIn(hrefOf(address));
  const view = await policyView(tools());
  const mayEdit = atLeast(role, "responder");
  return (
    <PoliciesView {...view} view={address.view} mayEdit={mayEdit} silences={view.silencesNow}>
      <Part view={view} address={address} mayEdit={mayEdit} />
    </PoliciesView>
  );
}
