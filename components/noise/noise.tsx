import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { hrefOf } from "#components/decisions/filter.ts";
import { Meanings } from "#components/now/figures.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Section } from "#components/ui/section.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { toldReasons } from "#lib/model/incident.ts";
import type { NoiseFigures } from "#lib/model/noise.ts";
import { type NoiseDays, noiseDays, noiseHref } from "./days.ts";
import { PolicyNoise } from "./policy-noise.tsx";
import { Unheard } from "./unheard.tsx";

interface Props {
  figures: NoiseFigures;
  days: NoiseDays;
}

const meanings = [
  "signals",
  "incidents",
  "messages",
  "pages",
  "digests",
  "suppressed",
  "acted",
  "neverFired",
  "alwaysIgnored",
  "unheard",
] as const;

/** From every signal to what people were told of it, and whether they did something about it. */
export function Noise({ figures, days }: Props) {
  const t = useTranslations("noise");
  return (
    <div className="content grid grid-cols-[minmax(0,1fr)] gap-8 py-4">
      <header className="grid gap-3">
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
          <div>
            <nav className="text-n10">
              <Link href="/decisions" className="inline-flex h-6 items-center hover:text-n12 hover:underline">
                {t("back")}
              </Link>
            </nav>
            <h1 className="text-page font-semibold">{t("title")}</h1>
          </div>
          <Segmented
            label={t("range")}
            items={noiseDays.map((each) => ({
              key: String(each),
              href: noiseHref(each),
              current: each === days,
              content: t("days", { count: each }),
            }))}
          />
        </div>
        <Funnel figures={figures} />
      </header>
      <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_20rem] [&>*]:min-w-0">
        <PolicyNoise policies={figures.policies} />
        <div className="grid content-start gap-8">
          <Suppressed {...figures} />
          <Unheard unheard={figures.unheard} />
        </div>
      </div>
      <Disclosure summary={t("meanings")}>
        <Meanings rows={meanings.map((name) => ({ name: t(`name.${name}`), meaning: t(`meaning.${name}`) }))} />
      </Disclosure>
    </div>
  );
}

/** The sentence that matters, each number a way to its rows. */
function Funnel({ figures: { signals, incidents, messages, pages, digests, days } }: Pick<Props, "figures">) {
  const t = useTranslations("noise");
  const format = useFormatter();
  const to = (href: string, text: string) => (
    <Link href={href} prefetch={false} className="font-medium underline decoration-n7 underline-offset-4 hover:decoration-n10">
      {text}
    </Link>
  );
  if (signals === 0) return <p className="text-section">{t("nothing", { days })}</p>;
  return (
    <p className="max-w-[72ch] text-section">
      {t.rich("funnel", {
        signals: () => to("/decisions", t("count.signals", { count: signals, number: format.number(signals) })),
        incidents: () => to("/incidents?state=all", t("count.incidents", { count: incidents, number: format.number(incidents) })),
        messages: () => to("/decisions?told=yes", t("count.messages", { count: messages, number: format.number(messages) })),
        pages: format.number(pages),
        digests: format.number(digests),
      })}
    </p>
  );
}

function Suppressed({ suppressed, signals }: Pick<NoiseFigures, "suppressed" | "signals">) {
  const t = useTranslations();
  const format = useFormatter();
  const all = suppressed.reduce((sum, { count }) => sum + count, 0);
  return (
    <Section id="suppressed" title={t("noise.name.suppressed")} aside={<span className="text-n10">{format.number(all)}</span>}>
      {all === 0 && <p className="text-n10">{t(signals === 0 ? "noise.suppressedNothing" : "noise.suppressedNone")}</p>}
      <dl>
        {suppressed
          .toSorted((a, b) => b.count - a.count)
          .map(({ reason, count }) => (
            <div key={reason} className="grid grid-cols-[minmax(0,1fr)_auto_3rem] gap-x-4 border-b border-n5 py-1 last:border-0">
              <dt>
                <Link href={hrefOf({}, { reason, told: "no" })} prefetch={false} className="text-n11 hover:underline">
                  {toldReasons.some((told) => told === reason)
                    ? t("decisions.inDigest", { reason: t(`reason.${reason}`) })
                    : t(`reason.${reason}`)}
                </Link>
              </dt>
              <dd className="text-right">{format.number(count)}</dd>
              <dd className="text-right text-n10">{format.number(count / all, { style: "percent" })}</dd>
            </div>
          ))}
      </dl>
    </Section>
  );
}
