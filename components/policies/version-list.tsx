import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { When } from "#components/ui/when.tsx";
import type { PolicyDocument } from "#lib/model/policy.ts";
import { type Difference, differences } from "./change.ts";

interface Row {
  version: number;
  at: string;
  by: string;
  document: PolicyDocument;
}

/** Who changed what when, the newest first. */
export function VersionList({ versions }: { versions: readonly Row[] }) {
  const t = useTranslations("policies");
  return (
    <table className="w-full max-w-240 table-fixed">
      <caption className="sr-only">{t("historyTitle")}</caption>
      <thead>
        <tr className="h-8 text-left text-meta text-n10 [&>th]:font-normal [&>th]:text-n10">
          <th className="w-16 pr-4 text-right md:w-20">{t("history.version")}</th>
          <th className="w-24 pr-4 md:w-40">{t("history.who")}</th>
          <th>{t("history.what")}</th>
          <th className="w-20 text-right">{t("history.when")}</th>
        </tr>
      </thead>
      <tbody className="border-t">
        {versions.map((row, place) => (
          <tr key={row.version} className="border-b border-n5 align-top [&>td]:py-2">
            <td className="pr-4 text-right">{row.version}</td>
            <td className="truncate pr-4">{row.by === "default" ? t("byVerdict") : row.by}</td>
            <td className="pr-4 wrap-anywhere text-n11">
              <What row={row} before={versions[place + 1]} /> {place === 0 && <Badge>{t("history.stands")}</Badge>}
            </td>
            <td className="text-right text-n11">
              <When at={row.at} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function What({ row, before }: { row: Row; before: Row | undefined }) {
  const t = useTranslations("policies");
  if (!before) return t(row.version === 1 ? "differenceFirst" : "differenceUnknown");
  const found: Difference[] = differences(before.document, row.document);
  return found.length === 0 ? t("differenceNone") : found.map(({ kind, name }) => t(`difference.${kind}`, { name })).join(", ");
}
