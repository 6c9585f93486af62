"use client";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Problem } from "./problem.tsx";

export interface ErrorProps {
  error: Error & { digest?: string };
  retry: () => void;
}

/** Says what still works; the reference finds the error in the server's log. */
export function ErrorProblem({ error, retry }: ErrorProps) {
  const t = useTranslations("problem");
  const reference = error.digest ? ` ${t("reference", { digest: error.digest })}.` : "";
  return (
    <>
      <title>{t("errorTitle")}</title>
      <Problem title={t("errorTitle")} body={t("errorBody") + reference} link={t("home")}>
        <Button look="primary" onClick={retry}>
          {t("retry")}
        </Button>
      </Problem>
    </>
  );
}
