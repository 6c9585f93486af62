import Link from "next/link";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { SeverityMark } from "#components/verdict/severity-mark.tsx";
import type { IncidentSummary } from "#lib/model/incident.ts";
import { type Severity, severities } from "#lib/model/taxonomy.ts";
import { lasting } from "./lasting.ts";

interface Props {
  waiting: Record<Severity, number>;
  incidents: readonly IncidentSummary[];
}

/** The sentence that matters first: whether somebody has to do something, and for how long it has waited. */
export function Headline({ waiting, incidents }: Props) {
  const t = useTranslations("now");
  const units = useTranslations("chart");
  const now = useNow();
  const count = severities.reduce((sum, severity) => sum + waiting[severity], 0);
  const open = incidents.filter(({ state }) => state === "open");
  const oldest = Math.min(...open.map(({ opened_at }) => Date.parse(opened_at)));
  const age = lasting(units, Math.max(0, now.getTime() - oldest));
  if (count === 0)
    return <p className="text-section">{t(incidents.length > 0 ? "allTaken" : "quiet", { count: incidents.length })}</p>;
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-1">
      <p className="text-section">{open.length > 0 ? t("waiting", { count, age }) : t("waitingSome", { count })}</p>
      <Severities waiting={waiting} />
    </div>
  );
}

function Severities({ waiting }: Pick<Props, "waiting">) {
  const format = useFormatter();
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1">
      {severities
        .filter((severity) => waiting[severity] > 0)
        .map((severity) => (
          <li key={severity}>
            <Link
              href={`/incidents?state=open&severity=${severity}`}
              prefetch={false}
              className="flex min-h-6 items-center gap-1.5 hover:underline"
            >
              <SeverityMark severity={severity} /> {format.number(waiting[severity])}
            </Link>
          </li>
        ))}
    </ul>
  );
}
