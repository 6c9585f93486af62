import Link from "next/link";
import { useTranslations } from "next-intl";
import { useClock } from "#components/ui/when.tsx";
import type { Cause } from "#lib/model/cause.ts";

const link = "relative z-10 underline decoration-n8 underline-offset-2 hover:text-n12";

/** What held something back, by its name, leading to where it stands; of a silence also whose it is and until when, unless it is said shortly. */
export function CauseWords({ cause, isShort = false }: { cause: Cause; isShort?: boolean }) {
  const t = useTranslations("cause");
  const clock = useClock();
  if (cause.kind === "time") return t("time", { time: clock(cause.at) });
  if (cause.kind === "other") return <bdi>{cause.name}</bdi>;
  if (cause.kind === "calendar")
    return (
      <Link href="/policies?view=calendars" prefetch={false} className={link}>
        {t("calendar", { name: cause.name })}
      </Link>
    );
  if (cause.kind === "incident")
    return (
      <Link href={`/incidents/${cause.id}`} prefetch={false} className={link}>
        {t("incident", { title: cause.title })}
      </Link>
    );
  return (
    <>
      <SilenceLink cause={cause} />
      {!isShort && <SilenceTerms cause={cause} />}
    </>
  );
}

type SilenceCause = Extract<Cause, { kind: "silence" }>;

function SilenceLink({ cause: { id, match, reason } }: { cause: SilenceCause }) {
  const t = useTranslations("cause");
  const name = reason || match;
  return (
    <a href={`/policies?view=silences#silence-${encodeURIComponent(id)}`} className={link}>
      {name ? t("silence", { name }) : t("silenceGone")}
    </a>
  );
}

function SilenceTerms({ cause: { author, until } }: { cause: SilenceCause }) {
  const t = useTranslations("cause");
  const clock = useClock();
  return `${author && ` ${t("by", { author })}`}${until ? `, ${t("until", { time: clock(until) })}` : ""}`;
}
