"use client";
import { useTranslations } from "next-intl";
import { Problem } from "#components/frame/problem.tsx";
import { Button } from "#components/ui/button.tsx";

/** Says what still works; the digest finds the error in the server's log. */
export default function ErrorPage({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  const t = useTranslations("problem");
  const reference = error.digest ? ` ${t("reference", { digest: error.digest })}.` : "";
  return (
    <Problem title={t("errorTitle")} body={t("errorBody") + reference} link={t("home")}>
      <Button look="primary" onClick={retry}>
        {t("retry")}
      </Button>
    </Problem>
  );
}
