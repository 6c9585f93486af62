import { useFormatter, useTranslations } from "next-intl";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Section } from "#components/ui/section.tsx";
import { When } from "#components/ui/when.tsx";
import type { StoredVerdict } from "#lib/model/issue.ts";
import { CategoryTag } from "./category-tag.tsx";
import { Confidence } from "./confidence.tsx";

interface Props {
  verdict: StoredVerdict;
  signature: { hash: string; template: string; occurrences: number };
}

/** Who decided, how sure, what else it could be, and what made the severity. */
export function Decided({ verdict, signature }: Props) {
  const t = useTranslations();
  return (
    <Section id="decided" title={t("verdict.decided")}>
      <p className="text-n11">
        {t(`tierMeaning.${verdict.tier}`)} {verdict.provisional && t("verdict.provisionalMeaning")}
      </p>
      <Facts
        rows={[
          [t("verdict.decidedBy"), t(`tier.${verdict.tier}`)],
          [t("issues.column.confidence"), <Confidence key="confidence" value={verdict.confidence} />],
          [t("verdict.when"), <When key="when" at={verdict.decided_at} />],
        ]}
      />
      <Factors verdict={verdict} />
      <Alternatives verdict={verdict} />
      <Disclosure summary={t("verdict.details")}>
        <Details verdict={verdict} signature={signature} />
      </Disclosure>
    </Section>
  );
}

function Factors({ verdict }: Pick<Props, "verdict">) {
  const t = useTranslations("verdict");
  return (
    <div>
      <h3 className="font-medium">{t("factors")}</h3>
      {verdict.factors.length === 0 && <p className="text-n10">{t("noFactors")}</p>}
      <ul>
        {verdict.factors.map(({ name, effect }) => (
          <li key={`${name}:${effect}`} className="flex justify-between gap-4 border-b py-1 last:border-0">
            <span className="min-w-0 text-n11 wrap-anywhere">{name}</span>
            <span className="shrink-0">{effect}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Alternatives({ verdict }: Pick<Props, "verdict">) {
  const t = useTranslations("verdict");
  if (verdict.alternatives.length === 0) return null;
  return (
    <div>
      <h3 className="font-medium">{t("alternatives")}</h3>
      <ul>
        {verdict.alternatives.map(({ category, confidence }) => (
          <li key={category} className="flex justify-between gap-4 border-b py-1 last:border-0">
            <CategoryTag category={category} />
            <Confidence value={confidence} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Details({ verdict, signature }: Props) {
  const t = useTranslations("verdict");
  const format = useFormatter();
  const cost =
    verdict.cost_usd === 0
      ? t("free")
      : format.number(verdict.cost_usd, { style: "currency", currency: "USD", maximumSignificantDigits: 3 });
  return (
    <Facts
      rows={[
        [t("model"), verdict.model],
        [t("cost"), cost],
        [t("latency"), format.number(verdict.latency_ms, { style: "unit", unit: "millisecond", maximumFractionDigits: 1 })],
        [
          t("versions"),
          Object.entries(verdict.versions)
            .map(([part, version]) => `${part} ${version}`)
            .join(", ") || null,
        ],
        [
          t("signature"),
          <code key="hash" className="font-mono text-code">
            {signature.hash}
          </code>,
        ],
        [
          t("template"),
          <code key="template" className="font-mono text-code">
            {signature.template}
          </code>,
        ],
        [t("seen"), t("seenTimes", { count: signature.occurrences })],
      ]}
    />
  );
}
