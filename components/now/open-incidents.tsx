import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Acknowledge } from "#components/incidents/act.ts";
import { IncidentTable } from "#components/incidents/incident-table.tsx";
import type { IncidentSummary } from "#lib/model/incident.ts";
import type { PresetOf } from "#lib/model/preset.ts";
import { type Severity, severities } from "#lib/model/taxonomy.ts";

interface Props {
  /** In the order in which somebody should look. */
  incidents: readonly IncidentSummary[];
  waiting: Record<Severity, number>;
  presetOf: PresetOf;
  /** The policies that tell by digests alone. */
  digested: readonly string[];
  acknowledge: Acknowledge | null;
}

/** The first few; the rest is a link away. */
export function OpenIncidents({ incidents, waiting, presetOf, digested, acknowledge }: Props) {
  const t = useTranslations("now");
  if (incidents.length === 0) return null;
  const hidden =
    severities.reduce((sum, severity) => sum + waiting[severity], 0) - incidents.filter(({ state }) => state === "open").length;
  return (
    <section aria-label={t("incidents")} className="grid gap-1">
      <IncidentTable incidents={incidents} presetOf={presetOf} digested={digested} acknowledge={acknowledge} />
      <Link href="/incidents" prefetch={false} className="inline-flex min-h-6 w-fit items-center text-accent hover:underline">
        {hidden > 0 ? t("moreIncidents", { count: hidden }) : t("allIncidents")}
      </Link>
    </section>
  );
}
