import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { signedIn } from "#app/guard.ts";
import type { SearchParams } from "#components/address.ts";
import { hrefOf, type IssueFilter, readFilter } from "#components/issues/filter.ts";
import { Triage } from "#components/issues/triage.tsx";
import { issueFacets } from "#lib/db/issue-facets.ts";
import { listIssues } from "#lib/db/issues.ts";
import { BadInput } from "#lib/model/errors.ts";
import { presetsNow } from "#lib/pipeline/projects.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { parseQuery } from "#lib/query/parse.ts";
import type { Query } from "#lib/query/query.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("issues"))("title") };
}

const everything: Query = { kind: "all" };

export default async function IssuesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const filter = readFilter(await searchParams);
  await signedIn(hrefOf(filter));
  const here = tools();
  const { db, settings, clock } = here;
  const parsed = parseQuery(filter.query, "list");
  const query = parsed.ok ? parsed.query : everything;
  const [list, facets, presetOf] = await Promise.all([
    listFrom(filter, query),
    issueFacets(db, query, clock()),
    presetsNow(here),
  ]);
  const webhookUrl = `${settings.PUBLIC_URL}/api/sentry/webhook`;
  return <Triage {...list} facets={facets} filter={filter} parsed={parsed} presetOf={presetOf} webhookUrl={webhookUrl} />;
}

/** A cursor that this list did not give leads to its first page. */
function listFrom(filter: IssueFilter, query: Query): ReturnType<typeof listIssues> {
  const { db, clock } = tools();
  const { sort, cursor } = filter;
  return listIssues(db, { query, now: clock(), sort, cursor, limit: 50 }).catch((error: unknown) => {
    if (cursor && error instanceof BadInput) redirect(hrefOf(filter));
    throw error;
  });
}
