import { useFormatter, useTranslations } from "next-intl";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Section } from "#components/ui/section.tsx";
import { When } from "#components/ui/when.tsx";
import type { Asked, Exchange } from "#lib/model/exchange.ts";

export interface ModelsAsked {
  /** Null: nobody wanted a model's word. */
  asked: Asked | null;
  exchanges: readonly Exchange[];
}

/** The exact words that models were asked about this error, and theirs. */
export function AskedOfModels({ asked, exchanges }: ModelsAsked) {
  const t = useTranslations("asked");
  if (!asked && exchanges.length === 0) return null;
  const isQuiet = asked?.state === "done" && asked.why === null;
  return (
    <Section id="asked" title={t("title")}>
      {asked && !isQuiet && <p className="max-w-160 text-n11 wrap-anywhere">{asked.why ?? t(`state.${asked.state}`)}</p>}
      {exchanges.map((exchange) => (
        <Disclosure key={exchange.id} summary={<Summary exchange={exchange} />}>
          <Words exchange={exchange} />
        </Disclosure>
      ))}
    </Section>
  );
}

function Summary({ exchange: { model, at, cost_usd: cost, latency_ms: latency } }: { exchange: Exchange }) {
  const format = useFormatter();
  const dollars = { style: "currency", currency: "USD", maximumSignificantDigits: 2 } as const;
  const seconds = { style: "unit", unit: "second", maximumFractionDigits: 1 } as const;
  const milliseconds = { style: "unit", unit: "millisecond" } as const;
  return (
    <span className="flex flex-wrap items-baseline gap-x-3">
      <span className="wrap-anywhere">{model}</span>
      <span className="text-meta text-n10">{format.number(cost, dollars)}</span>
      {latency !== null && (
        <span className="text-meta text-n10">
          {latency < 1000 ? format.number(Math.round(latency), milliseconds) : format.number(latency / 1000, seconds)}
        </span>
      )}
      <span className="text-meta text-n10">
        <When at={at} />
      </span>
    </span>
  );
}

function Words({ exchange }: { exchange: Exchange }) {
  const t = useTranslations("asked");
  const { items, item, estimated, system, user, answer } = exchange;
  return (
    <div className="grid gap-3">
      <p className="text-meta text-n10">
        {t("about", { items, item })}
        {estimated && ` · ${t("estimated")}`}
      </p>
      <Text title={t("system")} text={system} />
      <Text title={t("user")} text={laidOut(user)} />
      <Text title={t("answer")} text={answer === null ? t("noAnswer") : laidOut(answer)} />
      <p className="text-meta text-n10">{t("redacted")}</p>
    </div>
  );
}

const words = "max-h-80 overflow-auto rounded-md border bg-n2 p-3 font-mono text-code whitespace-pre-wrap wrap-anywhere";

function Text({ title, text }: { title: string; text: string }) {
  return (
    <div className="grid gap-1">
      <h3 className="font-medium">{title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0} className={words}>
        {text}
      </pre>
    </div>
  );
}

/** JSON over many lines; anything else as it is. */
function laidOut(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
