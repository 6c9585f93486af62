import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Section } from "#components/ui/section.tsx";
import { SeverityMark } from "#components/verdict/severity-mark.tsx";
import type { NoiseFigures } from "#lib/model/noise.ts";

/** Kinds of signals that nobody would hear of as the policies and channels stand. */
export function Unheard({ unheard }: Pick<NoiseFigures, "unheard">) {
  const t = useTranslations();
  const format = useFormatter();
  return (
    <Section id="unheard" title={t("noise.name.unheard")}>
      {unheard.length === 0 && <p className="text-n10">{t("noise.unheardNone")}</p>}
      <ul>
        {unheard.map(({ signal, severity, policy, channels, signals }) => (
          <li key={`${signal} ${severity}`} className="grid gap-0.5 border-b border-n5 py-1.5 last:border-0">
            <span className="flex flex-wrap items-center justify-between gap-x-4">
              <span className="flex items-center gap-3">
                <SeverityMark severity={severity} /> {t(`signal.${signal}`)}
              </span>
              <span className="text-n10">{t("noise.came", { count: signals, number: format.number(signals) })}</span>
            </span>
            <span className="text-meta text-n10 wrap-anywhere">
              {t.rich("noise.unheardBy", {
                channels: channels.join(", ") || t("noise.noChannel"),
                policy: () => (
                  <Link
                    href={`/policies/edit?${new URLSearchParams({ policy })}`}
                    prefetch={false}
                    className="underline decoration-n8 underline-offset-2 hover:text-n12"
                  >
                    {policy}
                  </Link>
                ),
              })}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
