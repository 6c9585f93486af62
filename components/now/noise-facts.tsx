import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Section } from "#components/ui/section.tsx";
import type { Noise } from "#lib/model/figures.ts";
import { type Figure, Figures } from "./figures.tsx";
import { lasting } from "./lasting.ts";

/** From all that went wrong to what people were told of it. */
export function useNoiseFigures(
  { signals, incidents, messages, acknowledge_seconds, acknowledged }: Noise,
  errors: number,
): Figure[] {
  const t = useTranslations("now");
  const units = useTranslations("chart");
  const format = useFormatter();
  return [
    { name: t("noise.errors"), meaning: t("meaning.errors"), value: format.number(errors) },
    { name: t("noise.signals"), meaning: t("meaning.signals"), value: format.number(signals), href: "/decisions" },
    {
      name: t("noise.incidents"),
      meaning: t("meaning.incidents"),
      value: format.number(incidents),
      href: "/incidents?state=all",
    },
    {
      name: t("noise.messages"),
      meaning: t("meaning.messages"),
      value: format.number(messages),
      href: "/decisions?told=yes",
    },
    {
      name: t("noise.acknowledge"),
      meaning: t("meaning.acknowledge", { count: acknowledged }),
      value: acknowledge_seconds === null ? t("nobodyYet") : lasting(units, acknowledge_seconds * 1000),
    },
  ];
}

export function NoiseFacts({ noise, errors, span }: { noise: Noise; errors: number; span: string }) {
  const t = useTranslations("now");
  const { messages } = noise;
  const ratio = messages > 0 ? Math.round(errors / messages) : 0;
  return (
    <Section id="noise" title={t("noiseTitle")} aside={<span className="text-meta text-n10">{span}</span>}>
      {ratio > 1 && <p className="text-n11">{t("noiseRatio", { count: ratio })}</p>}
      <Figures rows={useNoiseFigures(noise, errors)} />
      <Link
        href="/decisions/noise"
        prefetch={false}
        className="inline-flex min-h-6 items-center justify-self-start text-accent hover:underline"
      >
        {t("noise.byPolicy")}
      </Link>
    </Section>
  );
}
