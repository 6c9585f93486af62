import { useTranslations } from "next-intl";
import { Problem } from "#components/frame/problem.tsx";

export default function NotFoundPage() {
  const t = useTranslations("problem");
  return (
    <main>
      <Problem title={t("notFoundTitle")} body={t("notFoundBody")} link={t("home")} />
    </main>
  );
}
