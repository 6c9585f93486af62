import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { splitTitle } from "#components/issues/title.ts";
import { cx } from "#components/ui/cx.ts";
import { Section } from "#components/ui/section.tsx";
import { When } from "#components/ui/when.tsx";
import { CategoryTag } from "#components/verdict/category-tag.tsx";
import { SeverityMark } from "#components/verdict/severity-mark.tsx";
import type { NowRange, SignatureRow } from "#lib/model/figures.ts";
import { type CategoryNames, categoryNames, type Preset, type PresetOf } from "#lib/model/preset.ts";
import { categories } from "#lib/model/taxonomy.ts";
import { issuesWith, term } from "./link.ts";

const column = {
  severity: "@2xl:w-23 @max-2xl:col-start-1 @max-2xl:row-start-1",
  signature: "pr-4 @max-2xl:col-start-2 @max-2xl:row-start-1 @max-2xl:pr-2",
  category: "@2xl:w-36 pr-4 @max-2xl:col-start-2 @max-2xl:row-start-2 @max-2xl:text-meta @max-2xl:text-n11",
  issues: "w-14 pr-4 text-right @max-4xl:hidden",
  users: "text-right @2xl:w-16 @2xl:pr-4 @max-2xl:col-start-3 @max-2xl:row-start-1",
  events: "w-18 pr-4 text-right @max-3xl:hidden",
  lastSeen: "text-right text-n11 @2xl:w-18 @max-2xl:col-start-3 @max-2xl:row-start-2 @max-2xl:text-meta",
} as const;

interface Props {
  rows: readonly SignatureRow[];
  presetOf: PresetOf;
  range: NowRange;
}

/** Which few errors most people meet. */
export function TopSignatures({ rows, presetOf, range }: Props) {
  const t = useTranslations("now");
  return (
    <Section id="signatures" title={t("signatures")}>
      {rows.length === 0 ? (
        <p className="text-n11">{t("noSignatures", { range: t(`span.${range}`) })}</p>
      ) : (
        <div className="@container">
          <table className="w-full table-fixed @max-2xl:block">
            <caption className="sr-only">{t("signatures")}</caption>
            <thead className="@max-2xl:sr-only">
              <tr className="h-8 text-left text-meta text-n10 [&>th]:font-normal [&>th]:text-n10">
                {(Object.keys(column) as (keyof typeof column)[]).map((name) => (
                  <th key={name} scope="col" className={column[name]} title={name === "users" ? t("meaning.users") : undefined}>
                    {t(`column.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="border-t @max-2xl:block">
              {rows.map((row) => (
                <Row key={`${row.installation} ${row.hash}`} row={row} names={namesFor(presetOf(row))} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}

const namesFor = (preset: Preset | null): CategoryNames | null => preset && categoryNames(preset);

function Row({ row, names }: { row: SignatureRow; names: CategoryNames | null }) {
  const t = useTranslations("now");
  const own = useTranslations();
  const category = categories.find((word) => word === row.category);
  return (
    <tr className="relative h-9 border-b border-n5 transition-colors hover:bg-n3 @max-2xl:grid @max-2xl:h-auto @max-2xl:grid-cols-[1.375rem_minmax(0,1fr)_auto] @max-2xl:gap-y-0.5 @max-2xl:py-2">
      <td className={cx(column.severity, "@max-2xl:overflow-hidden")}>
        {row.severity && <SeverityMark severity={row.severity} />}
      </td>
      <td className={column.signature}>
        <Title
          row={row}
          hint={names && category ? own("verdict.ownName", { category: own(`category.${category}`) }) : undefined}
        />
      </td>
      <td className={column.category}>
        {row.severity && <span className="pr-1.5 @2xl:hidden">{own(`severity.${row.severity}`)} ·</span>}
        {category && <CategoryTag category={category} names={names} />}
      </td>
      <td className={column.issues}>
        {row.issues} <span className="sr-only">{t("column.issues")}</span>
      </td>
      <td className={column.users}>
        <Count of={row.users} unit="users" />
      </td>
      <td className={column.events}>
        <Count of={row.events} unit="events" />
      </td>
      <td className={column.lastSeen}>
        <When at={row.last_seen} />
      </td>
    </tr>
  );
}

/** One issue is shown itself, several as a list. */
function Title({ row: { title, issues, issue, hash }, hint }: { row: SignatureRow; hint: string | undefined }) {
  const { type, message } = splitTitle(title);
  return (
    <Link
      href={issues === 1 ? `/issues/${encodeURIComponent(issue)}` : issuesWith(term("signature", hash))}
      prefetch={false}
      title={hint}
      data-row
      className="block truncate after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-sm focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
    >
      <bdi>
        {type && <span className="font-medium">{type} </span>}
        <span className={type ? "text-n11" : undefined}>{message}</span>
      </bdi>
    </Link>
  );
}

/** Where the table has no headings its unit follows the number. */
function Count({ of, unit }: { of: number | null; unit: "users" | "events" }) {
  const t = useTranslations();
  const format = useFormatter();
  if (of === null) return <span className="sr-only">{t("ui.unknown")}</span>;
  return (
    <>
      {format.number(of, of >= 10_000 ? { notation: "compact", maximumFractionDigits: 1 } : {})}{" "}
      <span className="@2xl:sr-only">{t(`quantity.${unit}`, { count: of })}</span>
    </>
  );
}
