import Link from "next/link";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { hrefOf as ledgerHref } from "#components/decisions/filter.ts";
import { itemHref } from "#components/policies/item.ts";
import { Facts } from "#components/ui/facts.tsx";
import { Section } from "#components/ui/section.tsx";
import { useClock, When } from "#components/ui/when.tsx";
import { CategoryTag } from "#components/verdict/category-tag.tsx";
import { type IncidentDetail, type IncidentSummary, Reason, toldReasons } from "#lib/model/incident.ts";
import { type GroupField, groupFields } from "#lib/model/policy.ts";
import type { CategoryNames } from "#lib/model/preset.ts";
import { Category } from "#lib/model/taxonomy.ts";
import { useFieldName } from "./field-name.tsx";

/** Policy, group and who did what when. */
export function IncidentFacts({ incident, names }: { incident: IncidentSummary; names: CategoryNames | null }) {
  const t = useTranslations();
  const clock = useClock();
  const now = useNow();
  const fieldName = useFieldName();
  const person = (name: string | null, at: string | null) =>
    at && (name ? t.rich("incidents.person", { name, when: () => <When at={at} /> }) : <When at={at} />);
  const { told: times, told_at: toldAt, snoozed_until: until } = incident;
  const asleepUntil = until && new Date(until) > now ? until : null;
  const isLost = incident.undelivered_at !== null && incident.state === "open";
  const told = isLost
    ? t("incidents.toldNobody")
    : toldAt && t.rich("incidents.toldTimes", { count: times, when: () => <When at={toldAt} /> });
  return (
    <Section id="facts" title={t("incidents.facts")}>
      <Facts
        rows={[
          [t("incidents.fact.policy"), <PolicyLink key="policy" name={incident.policy} />],
          ...grouped(incident.group).map(
            ([field, value]) => [capital(fieldName(field)), <Value key={field} {...{ field, value, names }} />] as const,
          ),
          [t("incidents.fact.told"), told],
          [t("incidents.fact.acknowledged"), person(incident.acknowledged_by, incident.acknowledged_at)],
          [t("incidents.fact.snoozed"), asleepUntil && clock(asleepUntil)],
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

function PolicyLink({ name }: { name: string }) {
  return (
    <Link
      href={itemHref.policies(name)}
      prefetch={false}
      className="-my-0.5 inline-block min-h-6 py-0.5 underline decoration-n8 underline-offset-2 hover:text-n12"
    >
      {name}
    </Link>
  );
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

/** How often nobody was told, by reason, each leading to the decisions. */
export function Suppressed({ suppressed, incident }: Pick<IncidentDetail, "suppressed"> & { incident: string }) {
  const t = useTranslations();
  const format = useFormatter();
  /** What was left to a digest has a reason for telling. */
  const said = (reason: Reason): string =>
    toldReasons.some((told) => told === reason)
      ? t("decisions.inDigest", { reason: t(`reason.${reason}`) })
      : t(`reason.${reason}`);
  const rows = Object.entries(suppressed)
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a);
  return (
    <Section id="suppressed" title={t("incidents.suppressed")}>
      {rows.length === 0 && <p className="text-n10">{t("incidents.suppressedNone")}</p>}
      <dl>
        {rows.map(([reason, count]) => (
          <div key={reason} className="flex justify-between gap-4 border-b border-n5 py-1 last:border-0">
            <dt className="text-n11">
              <Link
                href={ledgerHref({}, { incident, reason: Reason.safeParse(reason).data })}
                prefetch={false}
                className="inline-flex min-h-6 items-center hover:underline"
              >
                {Reason.safeParse(reason).success ? said(reason as Reason) : reason}
              </Link>
            </dt>
            <dd>{format.number(count)}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
