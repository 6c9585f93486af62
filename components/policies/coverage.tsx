import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Section } from "#components/ui/section.tsx";
import { SeverityMark } from "#components/verdict/severity-mark.tsx";
import type { NoiseFigures } from "#lib/model/noise.ts";
import type { Severity } from "#lib/model/taxonomy.ts";
import { itemHref } from "./item.ts";

type Unheard = NoiseFigures["unheard"][number];

/** Which kinds of signal nobody hears about as the document stands, and by which policy. */
export async function Coverage({ figures }: { figures: Promise<NoiseFigures> }) {
  return <Card {...(await figures)} />;
}

function Card({ unheard, days }: Pick<NoiseFigures, "unheard" | "days">) {
  const t = useTranslations("coverage");
  const byPolicy = Map.groupBy(unheard, ({ policy }) => policy);
  return (
    <Section id="coverage" title={t("title")}>
      {unheard.length === 0 ? (
        <p className="text-n11">{t("covered")}</p>
      ) : (
        <>
          <p className="max-w-[72ch] text-n11">{t("body", { days })}</p>
          <ul className="border-t">
            {[...byPolicy].map(([policy, kinds]) => (
              <Policy key={policy} policy={policy} kinds={kinds} />
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

function Policy({ policy, kinds }: { policy: string; kinds: readonly Unheard[] }) {
  const t = useTranslations("coverage");
  const channels = [...new Set(kinds.flatMap((kind) => kind.channels))];
  return (
    <li className="grid gap-x-6 gap-y-1 border-b border-n5 py-2 lg:grid-cols-[minmax(0,22rem)_minmax(0,1fr)]">
      <div>
        <Link
          href={itemHref.policies(policy)}
          prefetch={false}
          className="inline-flex min-h-6 items-center font-medium hover:underline"
        >
          {policy}
        </Link>
        <p className="text-n11 wrap-anywhere">
          {channels.length === 0 ? t("noChannels") : t("channels", { channels: channels.join(", ") })}
        </p>
      </div>
      <ul className="grid gap-1">
        {[...Map.groupBy(kinds, ({ severity }) => severity)].map(([severity, each]) => (
          <Kinds key={severity} severity={severity} kinds={each} />
        ))}
      </ul>
    </li>
  );
}

function Kinds({ severity, kinds }: { severity: Severity; kinds: readonly Unheard[] }) {
  const t = useTranslations();
  const format = useFormatter();
  return (
    <li className="grid grid-cols-[6rem_minmax(0,1fr)] items-baseline gap-x-3">
      <SeverityMark severity={severity} />
      <span className="text-n11">
        {kinds.map(({ signal, signals }, place) => (
          <span key={signal}>
            {place > 0 && ", "}
            {t(`coverage.signal.${signal}`)}
            {signals > 0 && <span className="text-n12"> {t("coverage.came", { count: format.number(signals) })}</span>}
          </span>
        ))}
      </span>
    </li>
  );
}
