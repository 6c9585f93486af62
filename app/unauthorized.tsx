import { useTranslations } from "next-intl";
import { Problem } from "#components/frame/problem.tsx";

export default function UnauthorizedPage() {
  const t = useTranslations("problem");
  return (
    <main>
      <Problem title={t("signInTitle")} body={t("signInBody")} link={t("home")} />
    </main>
  );
}
