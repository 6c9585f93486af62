import Link from "next/link";
import { useTranslations } from "next-intl";
import { StandingWords, standingOf } from "#components/incidents/standing.tsx";
import { When } from "#components/ui/when.tsx";
import { SeverityMark } from "#components/verdict/severity-mark.tsx";
import type { IncidentSummary } from "#lib/model/incident.ts";

/** The conversation this issue is part of, and where it stands. */
export function IncidentLink({ incident }: { incident: IncidentSummary }) {
  const t = useTranslations("issueIncident");
  const others = incident.members.length - 1;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-y py-2">
      <Link
        href={`/incidents/${incident.id}`}
        prefetch={false}
        className="inline-flex min-h-6 items-center text-accent hover:underline"
      >
        {t("title")}
      </Link>
      <SeverityMark severity={incident.severity} />
      <span>
        <StandingWords standing={standingOf(incident, false)} />
      </span>
      <span className="text-n10">
        {t.rich("opened", { when: () => <When at={incident.opened_at} /> })}
        {others > 0 && <> {t("also", { count: others })}</>}
      </span>
    </div>
  );
}
