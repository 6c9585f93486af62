import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { usd } from "#components/chart/unit.ts";
import { lasting } from "#components/now/lasting.ts";
import { issuesWith, term } from "#components/now/link.ts";
import type { ModelFigures } from "#lib/model/figures.ts";

export interface Measure {
  name: string;
  meaning: string;
  of: (model: ModelFigures) => ReactNode;
}

const dash = <span className="text-n10">–</span>;

/** What models are compared by, each with its unit and what it means. */
export function useMeasures(): Measure[] {
  const t = useTranslations("costs");
  const format = useFormatter();
  const count = (value: number): string =>
    format.number(value, value >= 10_000 ? { notation: "compact", maximumFractionDigits: 1 } : {});
  const share = (part: number, whole: number): ReactNode =>
    whole === 0 ? dash : format.number(part / whole, { style: "percent", maximumFractionDigits: 1 });
  const measure = (name: MeasureName, of: Measure["of"]): Measure => ({
    name: t(`measure.${name}`),
    meaning: t(`meaning.${name}`),
    of,
  });
  return [
    measure("calls", ({ calls, failed }) =>
      failed > 0 ? t("callsFailed", { calls: count(calls), failed: count(failed) }) : count(calls),
    ),
    measure("valid", ({ valid, items }) => share(valid, items)),
    measure("call", ({ call_ms }) => <Latency of={call_ms} />),
    measure("item", ({ item_ms }) => <Latency of={item_ms} />),
    measure("thousand", ({ cost_usd, valid }) => (valid === 0 ? dash : usd(format, (cost_usd / valid) * 1000))),
    measure("overruled", (model) => <Overruled model={model} />),
    measure("input", ({ input_tokens }) => count(input_tokens)),
    measure("cached", ({ cached_tokens, input_tokens }) => (
      <>
        {count(cached_tokens)} <span className="text-n10">{share(cached_tokens, input_tokens)}</span>
      </>
    )),
    measure("output", ({ output_tokens }) => count(output_tokens)),
    measure("cost", ({ cost_usd }) => usd(format, cost_usd)),
  ];
}

type MeasureName = "calls" | "valid" | "call" | "item" | "thousand" | "overruled" | "input" | "cached" | "output" | "cost";

function Latency({ of }: { of: { p50: number; p95: number } | null }) {
  const t = useTranslations("chart");
  return of ? (
    <>
      {lasting(t, of.p50)} <span className="text-n10">/ {lasting(t, of.p95)}</span>
    </>
  ) : (
    dash
  );
}

/** Too few judgements prove nothing: their number stands beside the share. */
function Overruled({ model: { judged, overruled, tiers } }: { model: ModelFigures }) {
  const t = useTranslations("costs");
  const format = useFormatter();
  if (judged === 0) return <span className="text-n10">{t("notJudged")}</span>;
  const href = tiers.length === 1 ? issuesWith(term("tier", tiers[0] ?? "")) : issuesWith("is:corrected");
  return (
    <Link href={href} prefetch={false} className="hover:underline">
      {format.number(overruled / judged, { style: "percent", maximumFractionDigits: 0 })}{" "}
      <span className="text-n10">{t("of", { count: judged })}</span>
    </Link>
  );
}
