import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { signedIn } from "#app/guard.ts";
import type { SearchParams } from "#components/address.ts";
import { type DecisionFilter, hrefOf, readFilter } from "#components/decisions/filter.ts";
import { Ledger } from "#components/decisions/ledger.tsx";
import { listDecisions } from "#lib/db/decisions.ts";
import { BadInput } from "#lib/model/errors.ts";
import { explained } from "#lib/pipeline/explained.ts";
import { currentPolicies } from "#lib/pipeline/policies.ts";
import { tools } from "#lib/pipeline/tools.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("decisions"))("title") };
}

export default async function DecisionsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const filter = readFilter(await searchParams);
  await signedIn(hrefOf(filter, { cursor: filter.cursor }));
  const [{ decisions, nextCursor }, { document }] = await Promise.all([listFrom(filter), currentPolicies(tools())]);
  const policies = document.policies.map(({ name }) => name);
  return <Ledger decisions={await explained(tools(), decisions)} {...{ nextCursor, filter, policies }} />;
}

/** A cursor that this list did not give leads to its first page. */
function listFrom(filter: DecisionFilter): ReturnType<typeof listDecisions> {
  const told = filter.told && filter.told === "yes";
  return listDecisions(tools().db, { ...filter, told, limit: 50 }).catch((error: unknown) => {
    if (filter.cursor && error instanceof BadInput) redirect(hrefOf(filter));
    throw error;
  });
}
