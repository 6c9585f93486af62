import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { signedIn } from "#app/guard.ts";
import type { SearchParams } from "#components/address.ts";
import { type Offer, vocabulary } from "#components/issues/vocabulary.ts";
import { draftOf, emptyDraft } from "#components/rules/draft.ts";
import { RulePage } from "#components/rules/rule-page.tsx";
import { editHref } from "#components/rules/view.ts";
import { atLeast } from "#lib/auth/viewer.ts";
import { issueFacets } from "#lib/db/issue-facets.ts";
import { meaning } from "#lib/pipeline/policy-view.ts";
import { currentRules } from "#lib/pipeline/rules.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { saveRule, tryRule } from "../actions.ts";
import { readEdited } from "../input.ts";

interface Props {
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { rule } = readEdited(await searchParams);
  const t = await getTranslations("rules.form");
  return { title: rule === undefined ? t("titleNew") : t("titleEdit", { name: rule }) };
}

export default async function EditRulePage({ searchParams }: Props) {
  const { rule: id, query } = readEdited(await searchParams);
  const { role } = await signedIn(editHref({ ...(id && { rule: id }), ...(query && { query }) }));
  const [{ version, rules }, offers] = await Promise.all([currentRules(tools()), offered()]);
  const rule = rules.find((each) => each.id === id);
  if (id !== undefined && !rule) notFound();
  const draft = rule ? draftOf(rule) : { ...emptyDraft, query: query ?? "" };
  const acts = atLeast(role, "responder") ? { save: saveRule, tryRule } : null;
  const place = { version, id: rule?.id ?? null };
  return <RulePage place={place} draft={draft} means={meaning(draft.query)} offers={offers} acts={acts} />;
}

/** What only lists and signals know is not offered. */
const elsewhere: readonly string[] = ["status", "installation", "signal"];

async function offered(): Promise<Offer[]> {
  const { db, clock } = tools();
  const facets = await issueFacets(db, { kind: "all" }, clock());
  return vocabulary(facets).filter(({ field }) => !elsewhere.includes(field));
}
