import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { signedIn } from "#app/guard.ts";
import type { SearchParams } from "#components/address.ts";
import { type DecisionFilter, hrefOf, readFilter } from "#components/decisions/filter.ts";
import { Ledger } from "#components/decisions/ledger.tsx";
import { listDecisions } from "#lib/db/decisions.ts";
import { BadInput } from "#lib/model/errors.ts";
import { tools } from "#lib/pipeline/tools.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("decisions"))("title") };
}

export default async function DecisionsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const filter = readFilter(await searchParams);
  await signedIn(hrefOf(filter, { cursor: filter.cursor }));
  return <Ledger {...(await listFrom(filter))} filter={filter} />;
}

/** A cursor that this list did not give leads to its first page. */
function listFrom(filter: DecisionFilter): ReturnType<typeof listDecisions> {
  return listDecisions(tools().db, { ...filter, limit: 50 }).catch((error: unknown) => {
    if (filter.cursor && error instanceof BadInput) redirect(hrefOf(filter));
    throw error;
  });
}
