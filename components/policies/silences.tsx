import { useTranslations } from "next-intl";
import { Section } from "#components/ui/section.tsx";
import type { SilenceSpec } from "#lib/model/policy.ts";
import type { AddSilence, EndSilence } from "./acts.ts";
import { SilenceForm } from "./silence-form.tsx";
import { SilenceList } from "./silence-list.tsx";

interface Props {
  silences: readonly SilenceSpec[];
  /** The query that a link brought along. */
  begun: string | undefined;
  /** What that query means. */
  means: string | null;
  acts: { add: AddSilence; end: EndSilence } | null;
}

export function Silences({ silences, begun, means, acts }: Props) {
  const t = useTranslations("silences");
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
      <p className="max-w-[72ch] text-n11">{t("intro")}</p>
      <SilenceList silences={silences} end={acts?.end ?? null} />
      {acts && (
        <Section id="add-silence" title={t("add")}>
          <SilenceForm key={begun} begun={begun ?? ""} means={means} add={acts.add} />
        </Section>
      )}
    </div>
  );
}
