import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { When } from "#components/ui/when.tsx";
import type { Outage } from "#lib/model/outage.ts";
import { issuesWith, term } from "./link.ts";

/** Providers in trouble: what is known of each, and what it spares people. */
export function Outages({ outages }: { outages: readonly Outage[] }) {
  const t = useTranslations("now.outage");
  if (outages.length === 0) return null;
  return (
    <section aria-label={t("label")} className="grid gap-3">
      {outages.map((outage) => (
        <Card key={outage.provider} outage={outage} />
      ))}
    </section>
  );
}

function Card({ outage: { provider, since, incident, failures, signatures, held } }: { outage: Outage }) {
  const t = useTranslations("now.outage");
  const format = useFormatter();
  return (
    <div className="grid gap-0.5 border-l-2 border-critical pl-3">
      <p className="font-medium">{t.rich("title", { provider, when: () => <When at={since} /> })}</p>
      <p className="text-n11">
        {t("failures", { failures, count: format.number(failures), signatures })}{" "}
        {held > 0 && t("held", { held, count: format.number(held) })}
      </p>
      <p className="flex flex-wrap gap-x-4">
        {incident && (
          <Link href={`/incidents/${incident}`} className="inline-flex min-h-6 items-center text-accent hover:underline">
            {t("incident")}
          </Link>
        )}
        <Link
          href={issuesWith(term("llm.provider", provider))}
          prefetch={false}
          className="inline-flex min-h-6 items-center text-accent hover:underline"
        >
          {t("issues")}
        </Link>
        {held > 0 && (
          <Link
            href="/decisions?reason=inhibited"
            prefetch={false}
            className="inline-flex min-h-6 items-center text-accent hover:underline"
          >
            {t("spared")}
          </Link>
        )}
      </p>
    </div>
  );
}
