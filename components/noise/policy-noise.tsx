import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { hrefOf } from "#components/decisions/filter.ts";
import { DataTable } from "#components/settings/data-table.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Section } from "#components/ui/section.tsx";
import type { NoiseFigures } from "#lib/model/noise.ts";

type Policy = NoiseFigures["policies"][number];

/** Per policy: how much it told, and of how much somebody did something. */
export function PolicyNoise({ policies }: Pick<NoiseFigures, "policies">) {
  const t = useTranslations("noise");
  const format = useFormatter();
  const number = (of: number): ReactNode => <span className={of === 0 ? "text-n10" : undefined}>{format.number(of)}</span>;
  const columns = [
    { key: "policy", label: t("column.policy"), kind: "main" },
    { key: "signals", label: t("column.signals"), kind: "number" },
    { key: "incidents", label: t("column.incidents"), kind: "number" },
    { key: "messages", label: t("column.messages"), kind: "number" },
    { key: "pages", label: t("column.pages"), kind: "number" },
    { key: "acted", label: t("column.acted"), kind: "number" },
  ] as const;
  const rows = policies.map((policy) => ({
    key: policy.name,
    cells: {
      policy: <Name policy={policy} />,
      signals: (
        <Link href={hrefOf({}, { policy: policy.name })} prefetch={false} className="hover:underline">
          {number(policy.signals)}
        </Link>
      ),
      incidents: number(policy.incidents),
      messages: number(policy.messages),
      pages: number(policy.pages),
      acted: <Acted policy={policy} />,
    },
  }));
  return (
    <Section id="policies" title={t("policies")}>
      <DataTable label={t("policies")} columns={columns} rows={rows} />
    </Section>
  );
}

function Name({ policy: { name, stands, never_fired, always_ignored } }: { policy: Policy }) {
  const t = useTranslations("noise");
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5">
      {stands ? (
        <Link
          href={`/policies/edit?${new URLSearchParams({ policy: name })}`}
          prefetch={false}
          className="font-medium wrap-anywhere hover:underline"
        >
          {name}
        </Link>
      ) : (
        <span className="wrap-anywhere text-n11">{name}</span>
      )}
      {!stands && <Badge dashed>{t("gone")}</Badge>}
      {stands && never_fired && <Badge dashed>{t("name.neverFired")}</Badge>}
      {always_ignored && <Badge>{t("name.alwaysIgnored")}</Badge>}
    </span>
  );
}

/** The share, with the numbers that it comes of. */
function Acted({ policy: { share, acted, incidents } }: { policy: Policy }) {
  const t = useTranslations("noise");
  const format = useFormatter();
  if (share === null) return <span className="text-n10">{t("none")}</span>;
  return (
    <>
      {format.number(share, { style: "percent" })}{" "}
      <span className="text-n10">{t("of", { acted: format.number(acted), incidents: format.number(incidents) })}</span>
    </>
  );
}
