import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { signedIn } from "#app/guard.ts";
import type { SearchParams } from "#components/address.ts";
import { hrefOf, readFilter } from "#components/now/filter.ts";
import { Now } from "#components/now/now.tsx";
import { atLeast } from "#lib/auth/viewer.ts";
import { errorsOverTime } from "#lib/db/figures/errors.ts";
import { lineHealth } from "#lib/db/figures/health.ts";
import { noiseSince } from "#lib/db/figures/noise.ts";
import { periodOf } from "#lib/db/figures/period.ts";
import { topSignatures } from "#lib/db/figures/signatures.ts";
import { incidentCounts } from "#lib/db/incidents.ts";
import { outagesNow } from "#lib/db/outages-now.ts";
import { urgentIncidents } from "#lib/db/urgent-incidents.ts";
import { digestPolicies } from "#lib/pipeline/incident-page.ts";
import { budgetUse, models } from "#lib/pipeline/models.ts";
import { presetsNow } from "#lib/pipeline/projects.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { acknowledgeIncident } from "./incidents/actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("now"))("title") };
}

export default async function NowPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const filter = readFilter(await searchParams);
  const { role } = await signedIn(hrefOf(filter));
  const here = tools();
  const { db, settings, clock } = here;
  const now = clock();
  const { from } = periodOf(filter.range, now);
  const [{ incidents }, waiting, taken, trend, signatures, health, noise, uses, known, presetOf, digested, outages] =
    await Promise.all([
      urgentIncidents(db, { state: ["open", "acknowledged"], limit: 6 }),
      incidentCounts(db),
      incidentCounts(db, "acknowledged"),
      errorsOverTime(db, { ...filter, now }),
      topSignatures(db, { from, limit: 8 }),
      lineHealth(db, now),
      noiseSince(db, from),
      budgetUse(here),
      models(here),
      presetsNow(here),
      digestPolicies(here),
      outagesNow(db, now),
    ]);
  const figures = { filter, incidents, waiting, taken, trend, signatures, health, noise, uses, presetOf, digested, outages };
  const acknowledge = atLeast(role, "responder") ? acknowledgeIncident : null;
  const webhookUrl = `${settings.PUBLIC_URL}/api/sentry/webhook`;
  return <Now {...figures} hasModel={known.length > 0} acknowledge={acknowledge} webhookUrl={webhookUrl} />;
}
