import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { stringify } from "yaml";
import { signedIn } from "#app/guard.ts";
import type { SearchParams } from "#components/address.ts";
import { PoliciesView } from "#components/policies/policies-view.tsx";
import { PolicyList } from "#components/policies/policy-list.tsx";
import { Silences } from "#components/policies/silences.tsx";
import { VersionList } from "#components/policies/version-list.tsx";
import { hrefOf, type PolicyAddress, readView } from "#components/policies/view.ts";
import { YamlView } from "#components/policies/yaml-view.tsx";
import { atLeast } from "#lib/auth/viewer.ts";
import { policyHistory } from "#lib/db/policy-history.ts";
import { meaning, type PolicyView, policyView } from "#lib/pipeline/policy-view.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { changePolicies, liftSilence, silence } from "./actions.ts";

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

interface PartProps {
  view: PolicyView;
  address: PolicyAddress;
  mayEdit: boolean;
}

async function Part({ view, address, mayEdit }: PartProps) {
  const { document, notes, version, channels } = view;
  if (address.view === "yaml") return <YamlView text={stringify(document)} />;
  if (address.view === "history") return <VersionList versions={await policyHistory(tools().db, 50)} />;
  if (address.view === "silences") {
    const acts = mayEdit ? { add: silence, end: liftSilence } : null;
    return <Silences silences={document.silences} begun={address.silence} means={meaning(address.silence ?? "")} acts={acts} />;
  }
  const change = mayEdit ? changePolicies : null;
  return <PolicyList policies={document.policies} notes={notes} version={version} channels={channels} change={change} />;
}
