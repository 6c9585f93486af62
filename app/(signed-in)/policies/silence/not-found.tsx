import { useTranslations } from "next-intl";
import { Problem } from "#components/frame/problem.tsx";

export default function PartNotFound() {
  const t = useTranslations("policyParts");
  return <Problem title={t("notFoundTitle")} body={t("notFoundBody")} link={t("back")} href="/policies" />;
}
