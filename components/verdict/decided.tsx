import Link from "next/link";
import { useTranslations } from "next-intl";
import { Facts } from "#components/ui/facts.tsx";
import { Section } from "#components/ui/section.tsx";
import { When } from "#components/ui/when.tsx";
import type { StoredVerdict } from "#lib/model/issue.ts";
import type { CategoryNames } from "#lib/model/preset.ts";
import { CategoryTag } from "./category-tag.tsx";
import { Confidence } from "./confidence.tsx";

interface Props {
  verdict: StoredVerdict;
  names: CategoryNames | null;
}

/** Who decided, how sure, what else it could be, and what made the severity. */
export function Decided({ verdict, names }: Props) {
  const t = useTranslations();
  const rule = verdict.versions.team_rule;
  return (
    <Section id="decided" title={t("verdict.decided")}>
      <p className="text-n11">
        {rule && verdict.tier === "rule" ? t("verdict.teamRuleMeaning") : t(`tierMeaning.${verdict.tier}`)}{" "}
        {verdict.provisional && t("verdict.provisionalMeaning")}
      </p>
      <Facts
        rows={[
          [t("verdict.decidedBy"), t(`tier.${verdict.tier}`)],
          ...(rule ? [[t("verdict.teamRule"), <TeamRule key="rule" id={rule} />] as const] : []),
          ...(verdict.tier === "human"
            ? []
            : [[t("verdict.confidence"), <Sureness key="confidence" value={verdict.confidence} />] as const]),
          [t("verdict.when"), <When key="when" at={verdict.decided_at} />],
        ]}
      />
      <Factors verdict={verdict} />
      <Alternatives verdict={verdict} names={names} />
    </Section>
  );
}

function TeamRule({ id }: { id: string }) {
  return (
    <Link href={`/rules/edit?${new URLSearchParams({ rule: id })}`} prefetch={false} className="underline wrap-anywhere">
      {id}
    </Link>
  );
}

function Sureness({ value }: { value: number }) {
  const t = useTranslations("verdict");
  return (
    <>
      <Confidence value={value} />
      <span className="block text-meta text-n10">{t("confidenceMeaning")}</span>
    </>
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

function Alternatives({ verdict, names }: Props) {
  const t = useTranslations("verdict");
  if (verdict.alternatives.length === 0) return null;
  return (
    <div>
      <h3 className="font-medium">{t("alternatives")}</h3>
      <ul>
        {verdict.alternatives.map(({ category, confidence }) => (
          <li key={category} className="flex justify-between gap-4 border-b py-1 last:border-0">
            <CategoryTag category={category} names={names} />
            <Confidence value={confidence} />
          </li>
        ))}
      </ul>
    </div>
  );
}
