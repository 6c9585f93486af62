import { useFormatter, useTranslations } from "next-intl";
import { Section } from "#components/ui/section.tsx";
import { When } from "#components/ui/when.tsx";
import type { LineHealth } from "#lib/model/figures.ts";
import { type Figure, Figures } from "./figures.tsx";
import { lasting } from "./lasting.ts";

/** The name, meaning and value of each figure about the way from webhook to verdict. */
export function useLineFigures(health: LineHealth): Figure[] {
  const t = useTranslations("now");
  const units = useTranslations("chart");
  const format = useFormatter();
  const { last_webhook, waiting, oldest_seconds, deliveries, p95_ms, set_aside } = health;
  const speed = p95_ms === null ? t("noDeliveries") : lasting(units, p95_ms);
  return [
    { name: t("lastWebhook"), meaning: t("meaning.lastWebhook"), value: last_webhook ? <When at={last_webhook} /> : t("never") },
    {
      name: t("toVerdict"),
      meaning: t("meaning.toVerdict", { count: deliveries }),
      value: speed,
    },
    {
      name: t("queue"),
      meaning: t("meaning.queue"),
      value:
        waiting === 0
          ? t("queueEmpty")
          : t("queueWaiting", { count: format.number(waiting), age: lasting(units, oldest_seconds * 1000) }),
    },
    ...(set_aside > 0 ? [{ name: t("setAside"), meaning: t("meaning.setAside"), value: format.number(set_aside) }] : []),
  ];
}

export function LineFacts({ health }: { health: LineHealth }) {
  const t = useTranslations("now");
  return (
    <Section id="line" title={t("line")}>
      {health.worker === "silent" && <p className="text-danger">{t("workerSilent")}</p>}
      <Figures rows={useLineFigures(health)} />
    </Section>
  );
}
