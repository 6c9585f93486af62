import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PutBackButton } from "#components/ui/put-back-button.tsx";
import { When } from "#components/ui/when.tsx";
import type { TeamRule } from "#lib/model/rule.ts";
import type { PutBack } from "./acts.ts";
import { differences } from "./change.ts";

export interface VersionRow {
  version: number;
  at: string;
  by: string;
  rules: readonly TeamRule[];
}

interface Props {
  versions: readonly VersionRow[];
  /** Null when the person may not. */
  putBack: PutBack | null;
}

/** Who changed what when, the newest first; each can be put back. */
export function VersionList({ versions, putBack }: Props) {
  const t = useTranslations("rules");
  const [newest] = versions;
  if (!newest) return <EmptyState title={t("none")} body={t("noneBody")} />;
  return (
    <table className="w-full max-w-240 table-fixed">
      <caption className="sr-only">{t("history.title")}</caption>
      <thead>
        <tr className="h-8 text-left text-meta text-n10 [&>th]:font-normal [&>th]:text-n10">
          <th className="w-14 pr-4 text-right md:w-20">{t("history.version")}</th>
          <th>{t("history.what")}</th>
          <th className="w-24 md:w-40">{t("history.when")}</th>
          {putBack && (
            <th className="w-24">
              <span className="sr-only">{t("history.actions")}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody className="border-t">
        {versions.map((row, place) => (
          <Row key={row.version} {...{ row, newest, putBack }} before={versions[place + 1]} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  row: VersionRow;
  before: VersionRow | undefined;
  /** The one that stands. */
  newest: VersionRow;
  putBack: PutBack | null;
}

function Row({ row, before, newest, putBack }: RowProps) {
  const t = useTranslations("rules");
  const stands = row === newest;
  return (
    <tr className="border-b border-n5 align-top [&>td]:py-2">
      <td className="pr-4 text-right">{row.version}</td>
      <td className="pr-4 wrap-anywhere text-n11">
        <What row={row} before={before} /> {stands && <Badge>{t("history.stands")}</Badge>}
      </td>
      <td className="pr-4 text-n11">
        <When at={row.at} />
        <span className="block truncate text-meta text-n10">{row.by}</span>
      </td>
      {putBack && (
        <td className="text-right">
          {!stands && <PutBackButton of="rules" to={row.version} stands={newest.version} putBack={putBack} />}
        </td>
      )}
    </tr>
  );
}

function What({ row, before }: { row: VersionRow; before: VersionRow | undefined }) {
  const t = useTranslations("rules");
  if (!before && row.version > 1) return t("difference.unknown");
  const found = differences(before?.rules ?? [], row.rules);
  return found.length === 0 ? t("difference.none") : found.map(({ kind, name }) => t(`difference.${kind}`, { name })).join(", ");
}
