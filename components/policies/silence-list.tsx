import Link from "next/link";
import { useNow, useTranslations } from "next-intl";
import { useFieldName } from "#components/incidents/field-name.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Section } from "#components/ui/section.tsx";
import { useClock } from "#components/ui/when.tsx";
import type { SilenceSpec } from "#lib/model/policy.ts";
import type { EndSilence } from "./acts.ts";
import { EndButton } from "./end-button.tsx";
import { itemHref } from "./item.ts";
import { hrefOf } from "./view.ts";

interface Props {
  silences: readonly SilenceSpec[];
  /** Null when the person may not. */
  end: EndSilence | null;
}

const endOf = ({ until }: SilenceSpec): number => (until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until));

/** What is held back, until when, by whom and why; and what ended lately. */
export function SilenceList({ silences, end }: Props) {
  const t = useTranslations("silences");
  const now = useNow().getTime();
  const standing = silences.filter((silence) => endOf(silence) > now);
  const ended = silences.filter((silence) => endOf(silence) <= now).toSorted((a, b) => endOf(b) - endOf(a));
  return (
    <>
      {standing.length === 0 ? (
        <p className="text-n11">{t("none")}</p>
      ) : (
        <List label={t("label")} silences={standing} end={end} />
      )}
      {ended.length > 0 && (
        <Section id="ended" title={t("endedTitle")}>
          <List label={t("endedTitle")} silences={ended} end={null} />
        </Section>
      )}
    </>
  );
}

function List({ label, silences, end }: Props & { label: string }) {
  return (
    <ul aria-label={label} className="border-t">
      {silences.map((silence) => (
        <li
          key={silence.id ?? silence.match}
          id={silence.id && `silence-${silence.id}`}
          className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 border-b border-n5 py-2 target:bg-accent-soft"
        >
          <Silence silence={silence} />
          {end && (silence.id ? <Acts id={silence.id} match={silence.match} end={end} /> : <AsText />)}
        </li>
      ))}
    </ul>
  );
}

/** One that the document was written with has no id: it is changed where it is written. */
function AsText() {
  const t = useTranslations("silences");
  return (
    <Link href={hrefOf({ view: "yaml" })} prefetch={false} className={buttonClass("quiet", "max-md:-ml-3")}>
      {t("asText")}
    </Link>
  );
}

function Acts({ id, match, end }: { id: string; match: string; end: EndSilence }) {
  const t = useTranslations("silences");
  return (
    <div className="flex gap-2 max-md:-ml-3">
      <Link href={itemHref.silences(id)} prefetch={false} aria-label={t("editNamed", { match })} className={buttonClass("quiet")}>
        {t("edit")}
      </Link>
      <EndButton id={id} match={match} end={end} />
    </div>
  );
}

function Silence({ silence }: { silence: SilenceSpec }) {
  const t = useTranslations("silences");
  const { match, mode, reason, author } = silence;
  const from = author && author !== "default" && t("by", { name: author });
  return (
    <div className="min-w-0">
      <code className="font-mono text-code wrap-anywhere">{match}</code>
      <p className="wrap-anywhere">
        {t(`mode.${mode}`)}
        <Ends silence={silence} />
      </p>
      <p className="text-n10 wrap-anywhere">{[reason, from].filter(Boolean).join(" · ")}</p>
    </div>
  );
}

function Ends({ silence }: { silence: SilenceSpec }) {
  const t = useTranslations("silences");
  const clock = useClock();
  const fieldName = useFieldName();
  const now = useNow().getTime();
  if (silence.until && endOf(silence) <= now) return `, ${t("endedAt", { time: clock(silence.until) })}`;
  if (silence.until) return ` ${t("until", { time: clock(silence.until) })}`;
  if (silence.calendar) return ` ${t("calendar", { calendar: silence.calendar })}`;
  if (!silence.while) return null;
  return (
    <>
      {" "}
      {t.rich("while", { condition: silence.while.match })}{" "}
      {t("sameIn", { fields: silence.while.equal.map(fieldName).join(", ") })}
    </>
  );
}
