import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { signedIn } from "#app/guard.ts";
import { hrefOf, readFilter, type SearchParams } from "#components/issues/filter.ts";
import { Triage } from "#components/issues/triage.tsx";
import { issueFacets, listIssues } from "#lib/db/issues.ts";
import { tools } from "#lib/pipeline/tools.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("issues"))("title") };
}

export default async function IssuesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const filter = readFilter(await searchParams);
  await signedIn(hrefOf(filter));
  const { db, settings } = tools();
  const [list, facets] = await Promise.all([listIssues(db, { ...filter, limit: 50 }), issueFacets(db, filter)]);
  return <Triage {...list} facets={facets} filter={filter} webhookUrl={`${settings.PUBLIC_URL}/api/sentry/webhook`} />;
}
