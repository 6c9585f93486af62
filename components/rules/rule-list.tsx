import Link from "next/link";
import { useTranslations } from "next-intl";
import { RowKeys } from "#components/keys/row-keys.tsx";
import { UndoKey } from "#components/keys/undo-key.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { cx } from "#components/ui/cx.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { VersionsProvider } from "#components/ui/versions.tsx";
import type { TeamRule } from "#lib/model/rule.ts";
import type { ChangeRules, PutBack } from "./acts.ts";
import { column } from "./columns.ts";
import { Decides } from "./decides.tsx";
import { RuleControls } from "./rule-controls.tsx";
import { editHref } from "./view.ts";

interface Props {
  rules: readonly TeamRule[];
  /** What the query of each means, in words. */
  means: readonly (string | null)[];
  version: number;
  /** Null when the person may not. */
  acts: { change: ChangeRules; putBack: PutBack } | null;
}

/** The rules in the order they are asked. */
export function RuleList({ rules, means, version, acts }: Props) {
  const t = useTranslations("rules");
  if (rules.length === 0) return <EmptyState title={t("none")} body={t("noneBody")} />;
  return (
    <div className="@container">
      <VersionsProvider version={version}>
        <table className="w-full table-fixed @max-3xl:block">
          <caption className="sr-only">{t("label")}</caption>
          <thead className="@max-3xl:sr-only">
            <tr className="h-8 text-left text-meta text-n10 [&>th]:font-normal [&>th]:text-n10">
              <th className={column.position}>
                <span className="sr-only">{t("column.position")}</span>
              </th>
              <th className={column.rule}>{t("column.rule")}</th>
              <th className={column.decides}>{t("column.decides")}</th>
              {acts && <th className={column.controls}>{t("column.enabled")}</th>}
            </tr>
          </thead>
          <tbody className="border-t @max-3xl:block">
            {rules.map((rule, at) => (
              <Row key={rule.id} {...{ rule, at, acts }} means={means[at] ?? null} count={rules.length} />
            ))}
          </tbody>
        </table>
      </VersionsProvider>
      <RowKeys />
      {acts && <UndoKey />}
    </div>
  );
}

interface RowProps {
  rule: TeamRule;
  means: string | null;
  at: number;
  count: number;
  acts: Props["acts"];
}

function Row({ rule, means, at, count, acts }: RowProps) {
  const t = useTranslations("rules");
  return (
    <tr className="border-b border-n5 align-top hover:bg-n2 [&>td]:py-2 @max-3xl:grid @max-3xl:grid-cols-[1.5rem_minmax(0,1fr)] @max-3xl:py-1 [&>td]:@max-3xl:py-1">
      <td className={column.position}>{at + 1}</td>
      <td className={column.rule}>
        <span className="flex flex-wrap items-center gap-x-2">
          <Link
            href={editHref({ rule: rule.id })}
            prefetch={false}
            data-row
            className="min-h-6 py-0.5 font-medium wrap-anywhere hover:underline"
          >
            {rule.name}
          </Link>
          {!rule.enabled && <Badge>{t("off")}</Badge>}
        </span>
        <code className="block font-mono text-code text-n11 wrap-anywhere">{rule.query}</code>
        {means && <span className="block text-meta text-n10 wrap-anywhere">{means}</span>}
      </td>
      <td className={cx(column.decides, !rule.enabled && "text-n10")}>
        <Decides rule={rule} />
      </td>
      {acts && (
        <td className={column.controls}>
          <RuleControls {...acts} {...{ rule, at, count }} />
        </td>
      )}
    </tr>
  );
}
