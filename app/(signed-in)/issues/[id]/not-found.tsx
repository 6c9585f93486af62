import { useTranslations } from "next-intl";
import { Problem } from "#components/frame/problem.tsx";

export default function IssueNotFound() {
  const t = useTranslations("issue");
  return <Problem title={t("notFoundTitle")} body={t("notFoundBody")} link={t("backToList")} />;
}
