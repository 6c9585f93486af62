import { useTranslations } from "next-intl";
import { Problem } from "#components/frame/problem.tsx";

export default function ForbiddenPage() {
  const t = useTranslations("problem");
  return (
    <main>
      <Problem title={t("forbiddenTitle")} body={t("forbiddenBody")} link={t("home")} />
    </main>
  );
}
