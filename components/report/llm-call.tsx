import { useFormatter, useTranslations } from "next-intl";
import { Facts } from "#components/ui/facts.tsx";
import { Section } from "#components/ui/section.tsx";
import type { Report } from "#lib/model/report.ts";

/** What the application told about its call to a model. */
export function LlmCall({ report }: { report: Report }) {
  const t = useTranslations("report");
  const format = useFormatter();
  const { llm } = report;
  return (
    <Section id="llm" title={t("llm")}>
      {llm ? (
        <Facts
          rows={[
            [t("provider"), llm.provider],
            [t("model"), llm.model],
            [t("status"), llm.status ?? report.httpStatus],
            [t("code"), llm.code ?? report.code],
            [t("finishReason"), llm.finishReason],
            [t("requestId"), llm.requestId && <code className="font-mono text-code">{llm.requestId}</code>],
            [t("retries"), llm.retryCount],
            [
              t("latency"),
              llm.latencyMs === null
                ? null
                : format.number(llm.latencyMs, { style: "unit", unit: "millisecond", maximumFractionDigits: 0 }),
            ],
          ]}
        />
      ) : (
        <p className="text-n10">{t("noLlm")}</p>
      )}
    </Section>
  );
}
