import Link from "next/link";
import { useTranslations } from "next-intl";
import { Section } from "#components/ui/section.tsx";
import type { SilenceSpec } from "#lib/model/policy.ts";
import type { EndSilence, PreviewSilence, SaveItem } from "./acts.ts";
import type { SilenceOffered } from "./silence-fields.tsx";
import { SilenceForm } from "./silence-form.tsx";
import { SilenceList } from "./silence-list.tsx";
import { hrefOf } from "./view.ts";

interface Props {
  silences: readonly SilenceSpec[];
  version: number;
  /** The query that a link brought along. */
  begun: string | undefined;
  /** The incident from whose page somebody came. */
  incident: string | undefined;
  /** What that query means. */
  means: string | null;
  offered: SilenceOffered;
  acts: { save: SaveItem; end: EndSilence; preview: PreviewSilence } | null;
}

/** What is silenced, and a form to silence more; what a link brought along comes first. */
export function Silences({ silences, version, begun, incident, means, offered, acts }: Props) {
  const t = useTranslations("silences");
  const list = <SilenceList silences={silences} end={acts?.end ?? null} />;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
      <div className="grid gap-1">
        {incident && (
          <Link
            href={`/incidents/${incident}`}
            className="inline-flex min-h-6 items-center justify-self-start text-accent hover:underline"
          >
            {t("backToIncident")}
          </Link>
        )}
        <p className="max-w-[72ch] text-n11">{t("intro")}</p>
      </div>
      {!begun && list}
      {acts && (
        <Section id="add-silence" title={t("add")}>
          <SilenceForm
            key={begun}
            place={{ part: "silences", version, at: null, below: null }}
            silence={null}
            begun={begun ?? ""}
            href={hrefOf({ view: "silences", incident })}
            means={means}
            offered={offered}
            save={acts.save}
            preview={acts.preview}
          />
        </Section>
      )}
      {begun && list}
    </div>
  );
}
