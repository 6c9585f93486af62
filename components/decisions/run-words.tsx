import { useTranslations } from "next-intl";
import { When } from "#components/ui/when.tsx";
import type { Run } from "./runs.ts";
import { DecisionDetail, DecisionSentence } from "./sentence.tsx";

/** A run of decisions as one sentence, with how often it was so. */
export function RunWords({ run: { decision, times, since } }: { run: Run }) {
  const t = useTranslations("decisions");
  return (
    <>
      <span className={decision.to.length > 0 ? undefined : "text-n11"}>
        <DecisionSentence decision={decision} />
      </span>
      <DecisionDetail decision={decision} />
      {times > 1 && <span className="block text-n10">{t.rich("times", { count: times, when: () => <When at={since} /> })}</span>}
    </>
  );
}
