import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { signedIn } from "#app/guard.ts";
import { hrefOf, type IssueFilter, readFilter, type SearchParams } from "#components/issues/filter.ts";
import { Triage } from "#components/issues/triage.tsx";
import { issueFacets, listIssues } from "#lib/db/issues.ts";
import { BadInput } from "#lib/model/errors.ts";
import { tools } from "#lib/pipeline/tools.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("issues"))("title") };
}

export default async function IssuesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const filter = readFilter(await searchParams);
  await signedIn(hrefOf(filter));
  const { db, settings } = tools();
  const [list, facets] = await Promise.all([listFrom(filter), issueFacets(db, filter)]);
  return <Triage {...list} facets={facets} filter={filter} webhookUrl={`${settings.PUBLIC_URL}/api/sentry/webhook`} />;
}

/** A cursor that this list did not give leads to its first page. */
function listFrom(filter: IssueFilter): ReturnType<typeof listIssues> {
  return listIssues(tools().db, { ...filter, limit: 50 }).catch((error: unknown) => {
    if (filter.cursor && error instanceof BadInput) redirect(hrefOf(filter));
    throw error;
  });
}
