import { useFormatter, useTranslations } from "next-intl";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Facts } from "#components/ui/facts.tsx";
import type { StoredVerdict } from "#lib/model/issue.ts";

export interface SignatureFacts {
  template: string;
  occurrences: number;
}

interface Props {
  verdict: StoredVerdict;
  signature: SignatureFacts | null;
}

/** What the decision cost and with what it can be repeated, for who asks. */
export function DecisionDetails({ verdict, signature }: Props) {
  const t = useTranslations("verdict");
  const format = useFormatter();
  const dollars = { style: "currency", currency: "USD", maximumSignificantDigits: 3 } as const;
  const milliseconds = { style: "unit", unit: "millisecond", maximumFractionDigits: 1 } as const;
  const versions = Object.entries(verdict.versions).map(([part, version]) => `${part} ${version}`);
  return (
    <Disclosure summary={t("details")}>
      <Facts
        rows={[
          [t("model"), verdict.model],
          [t("cost"), verdict.cost_usd === 0 ? t("free") : format.number(verdict.cost_usd, dollars)],
          [t("latency"), format.number(verdict.latency_ms, milliseconds)],
          [t("versions"), versions.join(", ") || null],
          [t("signature"), <Code key="signature">{verdict.signature}</Code>],
          [t("template"), signature && <Code>{signature.template}</Code>],
          [t("seen"), signature && t("seenTimes", { count: signature.occurrences })],
        ]}
      />
    </Disclosure>
  );
}

const Code = ({ children }: { children: string }) => <code className="font-mono text-code">{children}</code>;
