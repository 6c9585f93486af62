import { useTranslations } from "next-intl";
import { Prose } from "./prose.tsx";
import type { Row } from "./rows.ts";
import { TypeWords } from "./type-words.tsx";

/** Names, what they are, and what they mean; on a phone each takes two lines. */
export function FieldsTable({ label, rows }: { label: string; rows: readonly Row[] }) {
  const t = useTranslations("reference");
  if (rows.length === 0) return null;
  return (
    <table className="w-full max-md:block">
      <caption className="sr-only">{label}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">{t("name")}</th>
          <th scope="col">{t("type")}</th>
        </tr>
      </thead>
      <tbody className="border-t max-md:block">
        {rows.map(({ name, type, optional, description }) => (
          <tr key={name} className="border-b border-n5 align-top max-md:grid max-md:py-1">
            <th scope="row" className="w-2/5 py-1.5 pr-4 text-left font-normal wrap-anywhere max-md:w-auto max-md:py-0">
              <code className="font-mono text-code text-n12">{name}</code>
              {optional && <span className="pl-2 text-meta text-n10">{t("optional")}</span>}
            </th>
            <td className="py-1.5 wrap-anywhere text-n11 max-md:py-0">
              <TypeWords pieces={type} />
              {description && (
                <span className="block text-meta text-n10">
                  <Prose text={description} />
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
