import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { signedIn } from "#app/guard.ts";
import { addressOf, type SearchParams } from "#components/address.ts";
import { draftOf, emptyDraft } from "#components/policies/draft.ts";
import { PolicyPage } from "#components/policies/policy-page.tsx";
import { atLeast } from "#lib/auth/viewer.ts";
import { groupFields } from "#lib/model/policy.ts";
import { currentPolicies } from "#lib/pipeline/policies.ts";
import { channelsToName, meaning, policyNamed, summaryOfTyped } from "#lib/pipeline/policy-view.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { saveItem, summarize } from "../actions.ts";
import { readEdited } from "../input.ts";

interface Props {
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { policy: name } = readEdited(await searchParams);
  const t = await getTranslations("policyForm");
  return { title: name === undefined ? t("titleNew") : t("titleEdit", { name }) };
}

export default async function EditPolicyPage({ searchParams }: Props) {
  const edited = readEdited(await searchParams);
  const { role } = await signedIn(addressOf("/policies/edit", edited));
  const name = edited.policy ?? edited.copy;
  const [begun, channels] = await Promise.all([
    name === undefined ? anew() : begunWith(name, edited.policy === undefined),
    channelsToName(tools()),
  ]);
  if (!begun) notFound();
  const { document, ...form } = begun;
  return (
    <PolicyPage
      {...form}
      means={meaning(form.draft.match)}
      summary={form.policy && summaryOfTyped(form.policy, document)}
      offered={{ groupFields, channels, calendars: namesOf(document.calendars), policies: namesOf(document.policies) }}
      save={atLeast(role, "responder") ? saveItem : null}
      summarize={summarize}
    />
  );
}

const namesOf = (list: readonly { name: string }[]): string[] => list.map((item) => item.name);
const part = "policies" as const;

async function anew() {
  const { version, document } = await currentPolicies(tools());
  const place = { part, version, at: null, below: null };
  return { place, document, policy: null, draft: emptyDraft, isLast: false, isGone: false };
}

/** The form for a policy of this name, or for another that begins as it; a copy needs a name of its own. */
async function begunWith(name: string, isCopy: boolean) {
  const found = await policyNamed(tools(), name);
  const policy = found?.document.policies[found.at];
  if (!found || !policy) return null;
  const { version, at, document, isGone } = found;
  const draft = draftOf(policy);
  if (isCopy) {
    const place = { part, version, at: null, below: at };
    return { place, document, policy, draft: { ...draft, name: "" }, isLast: false, isGone };
  }
  const isLast = at === document.policies.length - 1;
  return { place: { part, version, at, below: null }, document, policy, draft, isLast, isGone };
}
