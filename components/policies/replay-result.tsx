import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useClock } from "#components/ui/when.tsx";
import { SeverityMark } from "#components/verdict/severity-mark.tsx";
import type { IncidentChange, PolicyReplay } from "#lib/model/replay.ts";

type Incident = PolicyReplay["incidents"][number];

/** In the order in which they matter. */
const changes: readonly IncidentChange[] = ["lost", "later", "merged", "added", "earlier"];

/** Messages and pages before and after, and which incidents would have been told at another time, or not at all. */
export function ReplayResult({ replayed }: { replayed: PolicyReplay }) {
  const t = useTranslations("replay");
  const { days, signals, totals, incidents, unset } = replayed;
  const changed = changes.reduce((sum, change) => sum + totals[change], 0);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Counts replayed={replayed} />
      <p className="text-n11">{changed === 0 ? t("same", { signals, days }) : t("changed", { changed, signals, days })}</p>
      {unset.length > 0 && <p className="text-n11">{t("unset", { count: unset.length, channels: unset.join(", ") })}</p>}
      {changes.map((change) => {
        const found = incidents.filter((incident) => incident.change === change);
        return totals[change] > 0 && <Incidents key={change} change={change} count={totals[change]} incidents={found} />;
      })}
    </div>
  );
}

function Counts({ replayed }: { replayed: PolicyReplay }) {
  const t = useTranslations("replay");
  const format = useFormatter();
  return (
    <table className="w-full max-w-100">
      <caption className="sr-only">{t("counts")}</caption>
      <thead>
        <tr className="h-8 text-right text-meta text-n10 [&>th]:font-normal [&>th]:text-n10">
          <th>
            <span className="sr-only">{t("what")}</span>
          </th>
          <th>{t("before")}</th>
          <th>{t("after")}</th>
          <th>{t("difference")}</th>
        </tr>
      </thead>
      <tbody className="border-t">
        {(["messages", "pages"] as const).map((what) => {
          const { before, after } = replayed[what];
          return (
            <tr key={what} className="h-9 border-b border-n5 text-right">
              <th className="text-left font-normal">{t(what)}</th>
              <td className="text-n11">{format.number(before)}</td>
              <td className="font-medium">{format.number(after)}</td>
              <td className="text-n11">{format.number(after - before, { signDisplay: "exceptZero" })}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** So many of each are listed; the rest are counted. */
const mostListed = 10;

function Incidents({ change, count, incidents }: { change: IncidentChange; count: number; incidents: readonly Incident[] }) {
  const t = useTranslations("replay");
  const listed = incidents.slice(0, mostListed);
  return (
    <section aria-label={t(`change.${change}`)} className="grid grid-cols-[minmax(0,1fr)]">
      <h3 className="flex gap-2 pb-1 font-medium">
        {t(`change.${change}`)} <span className="font-normal text-n10">{count}</span>
      </h3>
      <ul className="border-t">
        {listed.map((incident) => (
          <li key={incident.id} className="border-b border-n5 py-1.5">
            <Link
              href={`/incidents/${incident.id}`}
              prefetch={false}
              target="_blank"
              className="block min-h-6 truncate py-0.5 hover:underline"
            >
              <bdi>{incident.title}</bdi>
            </Link>
            <p className="flex flex-wrap gap-x-3 text-meta text-n10">
              <SeverityMark severity={incident.severity} />
              <Times incident={incident} />
            </p>
          </li>
        ))}
      </ul>
      {count > listed.length && <p className="pt-1 text-meta text-n10">{t("more", { count: count - listed.length })}</p>}
    </section>
  );
}

function Times({ incident: { before, after } }: { incident: Incident }) {
  const t = useTranslations("replay");
  const format = useFormatter();
  const at = useClock();
  const minutes = before && after ? Math.round((Date.parse(after) - Date.parse(before)) / 60_000) : 0;
  const apart = format.number(Math.abs(minutes) < 120 ? Math.abs(minutes) : Math.round(Math.abs(minutes) / 60), {
    style: "unit",
    unit: Math.abs(minutes) < 120 ? "minute" : "hour",
  });
  return (
    <span>
      {before ? at(before) : t("nobody")} → {after ? at(after) : t("nobody")}
      {minutes !== 0 && ` (${t(minutes > 0 ? "later" : "sooner", { apart })})`}
    </span>
  );
}
