import { useFormatter, useTimeZone, useTranslations } from "next-intl";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { keyed } from "#components/ui/keyed.ts";
import { Section } from "#components/ui/section.tsx";
import type { Breadcrumb } from "#lib/model/report.ts";

const shownAtFirst = 10;

/** What led up to the error, the latest last; older ones on demand. */
export function Breadcrumbs({ breadcrumbs }: { breadcrumbs: readonly Breadcrumb[] }) {
  const t = useTranslations("report");
  const zone = useTimeZone();
  if (breadcrumbs.length === 0) return null;
  const older = breadcrumbs.slice(0, -shownAtFirst);
  return (
    <Section id="breadcrumbs" title={t("breadcrumbs")} aside={<span className="text-meta text-n10">{zone}</span>}>
      {older.length > 0 && (
        <Disclosure summary={t("olderBreadcrumbs", { count: older.length })}>
          <Crumbs items={older} />
        </Disclosure>
      )}
      <Crumbs items={breadcrumbs.slice(-shownAtFirst)} />
    </Section>
  );
}

function Crumbs({ items }: { items: readonly Breadcrumb[] }) {
  const format = useFormatter();
  return (
    <ol className="font-mono text-code">
      {keyed(items).map(({ item: { at, category, level, message }, key }) => (
        <li key={key} className="grid gap-x-4 border-b py-1 last:border-0 md:grid-cols-[5rem_8rem_minmax(0,1fr)]">
          <span className="text-n10">
            {at && <time dateTime={at}>{format.dateTime(new Date(at), { timeStyle: "medium", hourCycle: "h23" })}</time>}
          </span>
          <span className="text-n10 wrap-anywhere">{[category, level].filter(Boolean).join(" · ")}</span>
          <span className="wrap-anywhere">{message}</span>
        </li>
      ))}
    </ol>
  );
}
