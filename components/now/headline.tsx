import Link from "next/link";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { SeverityMark } from "#components/verdict/severity-mark.tsx";
import type { IncidentSummary } from "#lib/model/incident.ts";
import { type Severity, severities } from "#lib/model/taxonomy.ts";
import { lasting } from "./lasting.ts";

type Counts = Record<Severity, number>;

interface Props {
  waiting: Counts;
  /** Acknowledged and not resolved. */
  taken: Counts;
  incidents: readonly IncidentSummary[];
}

const total = (counts: Counts): number => severities.reduce((sum, severity) => sum + counts[severity], 0);

/** The sentence that matters first: whether somebody has to do something, for how long it has waited, and what is in hand. */
export function Headline({ waiting, taken, incidents }: Props) {
  const t = useTranslations("now");
  const units = useTranslations("chart");
  const now = useNow();
  const count = total(waiting);
  const inHand = total(taken);
  const open = incidents.filter(({ state }) => state === "open");
  const oldest = Math.min(...open.map(({ opened_at }) => Date.parse(opened_at)));
  const age = lasting(units, Math.max(0, now.getTime() - oldest));
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-1">
      <p className="text-section">
        {count === 0
          ? t(inHand > 0 ? "allTaken" : "quiet", { count: inHand })
          : open.length > 0
            ? t("waiting", { count, age })
            : t("waitingSome", { count })}
      </p>
      {count > 0 && <Severities waiting={waiting} />}
      <Taken taken={taken} />
    </div>
  );
}

/** How many somebody has in hand, and how severe the worst of them is. */
function Taken({ taken }: Pick<Props, "taken">) {
  const t = useTranslations("now");
  const worst = severities.find((severity) => taken[severity] > 0);
  return worst ? (
    <Link href="/incidents?state=acknowledged" prefetch={false} className="flex min-h-6 items-center text-n11 hover:underline">
      {t("taken", { count: total(taken), worst })}
    </Link>
  ) : null;
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
