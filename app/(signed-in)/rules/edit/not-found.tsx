import { useTranslations } from "next-intl";
import { Problem } from "#components/frame/problem.tsx";

export default function RuleNotFound() {
  const t = useTranslations("rules");
  return <Problem title={t("form.notFoundTitle")} body={t("form.notFoundBody")} link={t("title")} href="/rules" />;
}
