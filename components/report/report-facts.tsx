import { useTranslations } from "next-intl";
import { Facts } from "#components/ui/facts.tsx";
import { Section } from "#components/ui/section.tsx";
import { When } from "#components/ui/when.tsx";
import type { Report } from "#lib/model/report.ts";

export function ReportFacts({ report }: { report: Report }) {
  const t = useTranslations("report");
  return (
    <Section id="facts" title={t("facts")}>
      <Facts
        rows={[
          [t("environment"), report.environment],
          [t("release"), report.release],
          [t("transaction"), report.transaction],
          [t("service"), report.service],
          [t("region"), report.region],
          [t("platform"), report.platform],
          [t("culprit"), report.culprit],
          [t("level"), report.level],
          [t("unhandled"), report.unhandled === null ? null : t(report.unhandled ? "yes" : "no")],
          [t("occurred"), report.occurredAt && <When at={report.occurredAt} />],
        ]}
      />
    </Section>
  );
}

export function Tags({ tags }: { tags: Report["tags"] }) {
  const t = useTranslations("report");
  const rows = Object.entries(tags).sort(([a], [b]) => a.localeCompare(b));
  if (rows.length === 0) return null;
  return (
    <Section id="tags" title={t("tags")}>
      <dl className="grid">
        {rows.map(([name, value]) => (
          <div
            key={name}
            className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-4 border-b py-1 font-mono text-code last:border-0"
          >
            <dt className="text-n10 wrap-anywhere">{name}</dt>
            <dd className="wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
