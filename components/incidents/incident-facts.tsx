import { useFormatter, useTranslations } from "next-intl";
import { Facts } from "#components/ui/facts.tsx";
import { Section } from "#components/ui/section.tsx";
import { When } from "#components/ui/when.tsx";
import { CategoryTag } from "#components/verdict/category-tag.tsx";
import { type IncidentDetail, Reason } from "#lib/model/incident.ts";
import { type GroupField, groupFields } from "#lib/model/policy.ts";
import type { CategoryNames } from "#lib/model/preset.ts";
import { Category } from "#lib/model/taxonomy.ts";
import { useFieldName } from "./field-name.tsx";
import { useClock } from "./standing.tsx";

/** Policy, group and who did what when. */
export function IncidentFacts({ incident, names }: { incident: IncidentDetail; names: CategoryNames | null }) {
  const t = useTranslations();
  const clock = useClock();
  const fieldName = useFieldName();
  const person = (name: string | null, at: string | null) =>
    at && (name ? t.rich("incidents.person", { name, when: () => <When at={at} /> }) : <When at={at} />);
  return (
    <Section id="facts" title={t("incidents.facts")}>
      <Facts
        rows={[
          [t("incidents.fact.policy"), incident.policy],
          ...grouped(incident.group).map(
            ([field, value]) => [capital(fieldName(field)), <Value key={field} {...{ field, value, names }} />] as const,
          ),
          [t("incidents.fact.step"), String(incident.step + 1)],
          [t("incidents.fact.acknowledged"), person(incident.acknowledged_by, incident.acknowledged_at)],
          [t("incidents.fact.snoozed"), incident.snoozed_until && clock(incident.snoozed_until)],
          [t("incidents.fact.resolved"), person(incident.resolved_by, incident.resolved_at)],
          [t("incidents.fact.id"), <Code key="id">{incident.id}</Code>],
        ]}
      />
    </Section>
  );
}

/** In the order in which policies name the fields; the database keeps none. */
function grouped(group: IncidentDetail["group"]): [string, string | null][] {
  const place = (field: string): number => [...groupFields, field].indexOf(field as GroupField);
  return Object.entries(group).sort(([a], [b]) => place(a) - place(b));
}

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
const Code = ({ children }: { children: string }) => <code className="font-mono text-code">{children}</code>;

function Value({ field, value, names }: { field: string; value: string | null; names: CategoryNames | null }) {
  const t = useTranslations();
  if (value === null) return <span className="text-n10">{t("ui.unknown")}</span>;
  const category = field === "category" ? Category.safeParse(value).data : undefined;
  if (category)
    return (
      <>
        <CategoryTag category={category} names={names} />
        {names && <span className="block text-n10">{t("verdict.ownName", { category: t(`category.${category}`) })}</span>}
      </>
    );
  return field === "signature" ? <Code>{value.slice(0, 16)}</Code> : value;
}

/** How often nobody was told, by reason. */
export function Suppressed({ suppressed }: Pick<IncidentDetail, "suppressed">) {
  const t = useTranslations();
  const format = useFormatter();
  const rows = Object.entries(suppressed)
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a);
  return (
    <Section id="suppressed" title={t("incidents.suppressed")}>
      {rows.length === 0 && <p className="text-n10">{t("incidents.suppressedNone")}</p>}
      <dl>
        {rows.map(([reason, count]) => (
          <div key={reason} className="flex justify-between gap-4 border-b border-n5 py-1 last:border-0">
            <dt className="text-n11">{Reason.safeParse(reason).success ? t(`reason.${reason as Reason}`) : reason}</dt>
            <dd>{format.number(count)}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
