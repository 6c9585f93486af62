import { useTranslations } from "next-intl";
import { keyed } from "#components/ui/keyed.ts";
import { Section } from "#components/ui/section.tsx";
import type { Cause } from "#lib/model/report.ts";

/** The chain behind the error, nearest cause first. */
export function Causes({ chain }: { chain: readonly Cause[] }) {
  const t = useTranslations("report");
  if (chain.length === 0) return null;
  return (
    <Section id="causes" title={t("causes")}>
      <ol className="grid gap-1 font-mono text-code">
        {keyed(chain).map(({ item, key }) => (
          <li key={key} className="border-l-2 pl-3 whitespace-pre-wrap wrap-anywhere">
            {item.type && <span className="font-medium">{item.type}: </span>}
            {item.value}
          </li>
        ))}
      </ol>
    </Section>
  );
}
