import { useTranslations } from "next-intl";
import { Problem } from "#components/frame/problem.tsx";

export default function IncidentNotFound() {
  const t = useTranslations("incidents");
  return <Problem title={t("notFoundTitle")} body={t("notFoundBody")} link={t("backToList")} href="/incidents" />;
}
