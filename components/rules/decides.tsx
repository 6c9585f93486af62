import { useTranslations } from "next-intl";
import { CategoryTag } from "#components/verdict/category-tag.tsx";
import { SeverityMark } from "#components/verdict/severity-mark.tsx";
import type { TeamRule } from "#lib/model/rule.ts";

/** What a rule makes of an error. */
export function Decides({ rule: { ignore, category, severity } }: { rule: TeamRule }) {
  const t = useTranslations("rules");
  if (ignore) return <span className="text-n11">{t("ignored")}</span>;
  return (
    <span className="flex flex-wrap gap-x-4">
      {category && <CategoryTag category={category} />}
      {severity && <SeverityMark severity={severity} />}
    </span>
  );
}
