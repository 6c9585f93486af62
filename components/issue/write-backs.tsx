import { useTranslations } from "next-intl";
import { Section } from "#components/ui/section.tsx";
import type { WriteBackSummary } from "#lib/model/write-back.ts";
import { Line } from "./telling.tsx";

/** What was written to Sentry's side of the issue, or why it was not. */
export function WriteBacks({ writes }: { writes: readonly WriteBackSummary[] }) {
  const t = useTranslations("writeBack");
  if (writes.length === 0) return null;
  return (
    <Section id="write-backs" title={t("title")}>
      <ol className="grid">
        {writes.map(({ id, kind, state, value, error, at }) => (
          <Line key={id} at={at}>
            <span className={state === "failed" ? "text-danger" : undefined}>
              {t("line", { kind: t(`kind.${kind}`), state: t(`state.${state}`) })}
            </span>
            <span className="line-clamp-3 text-n10">{error ?? value}</span>
          </Line>
        ))}
      </ol>
    </Section>
  );
}
