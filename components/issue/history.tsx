import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Section } from "#components/ui/section.tsx";
import { When } from "#components/ui/when.tsx";
import type { Correction, IssueDetail, StoredVerdict } from "#lib/model/issue.ts";
import type { CategoryNames } from "#lib/model/preset.ts";
import type { Category } from "#lib/model/taxonomy.ts";

type Entry = { at: string; id: string } & ({ verdict: StoredVerdict } | { correction: Correction });

/** Verdicts and what people said about them, the newest first. A person's verdict is told by the correction that made it. */
export function History({ issue, names }: { issue: IssueDetail; names: CategoryNames | null }) {
  const t = useTranslations("history");
  const entries: Entry[] = [
    ...issue.verdicts
      .filter((verdict) => verdict.tier !== "human")
      .map((verdict) => ({ at: verdict.decided_at, id: verdict.verdict_id, verdict })),
    ...issue.corrections.map((correction) => ({ at: correction.at, id: correction.id, correction })),
  ].sort((a, b) => b.at.localeCompare(a.at));
  return (
    <Section id="history" title={t("title")}>
      <ol className="grid">
        {entries.map((entry) => (
          <li key={entry.id} className="flex justify-between gap-4 border-b py-1.5 last:border-0">
            <span className="min-w-0 wrap-anywhere">
              {"verdict" in entry ? (
                <Said verdict={entry.verdict} stands={entry.id === issue.verdict?.verdict_id} names={names} />
              ) : (
                <Corrected correction={entry.correction} names={names} />
              )}
            </span>
            <span className="shrink-0 text-n10">
              <When at={entry.at} />
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Said({ verdict, stands, names }: { verdict: StoredVerdict; stands: boolean; names: CategoryNames | null }) {
  const t = useTranslations();
  const words = {
    tier: t(`tier.${verdict.tier}`),
    category: names?.[verdict.category] ?? t(`category.${verdict.category}`),
    severity: t(`severity.${verdict.severity}`),
  };
  return (
    <>
      {t("history.verdict", words)} {stands && <Badge>{t("history.current")}</Badge>}
    </>
  );
}

interface CorrectedProps {
  correction: Correction;
  names: CategoryNames | null;
}

function Corrected({ correction, names }: CorrectedProps) {
  return (
    <>
      <Change correction={correction} names={names} />
      {correction.reason && <q className="block text-n11">{correction.reason}</q>}
    </>
  );
}

function Change({ correction: { by: name, agree, category, severity, was }, names }: CorrectedProps) {
  const t = useTranslations();
  const called = (one: Category): string => names?.[one] ?? t(`category.${one}`);
  const before = { category: called(was.category), severity: t(`severity.${was.severity}`) };
  if (agree || (!category && !severity)) return t("history.agreed", { name });
  if (category && severity) {
    const now = { category: called(category), severity: t(`severity.${severity}`) };
    return t("history.correctedBoth", { name, wasCategory: before.category, wasSeverity: before.severity, ...now });
  }
  if (category) return t("history.correctedCategory", { name, was: before.category, now: called(category) });
  return severity && t("history.correctedSeverity", { name, was: before.severity, now: t(`severity.${severity}`) });
}
