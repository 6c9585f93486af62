"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState, useTransition } from "react";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/section.tsx";
import { When } from "#components/ui/when.tsx";
import { SeverityMark } from "#components/verdict/severity-mark.tsx";
import type { SilencePreview as Preview } from "#lib/model/silence-preview.ts";
import type { PreviewOutcome, PreviewSilence } from "./acts.ts";

interface Props {
  match: string;
  /** Whether it is looked at once at the beginning. */
  begins: boolean;
  preview: PreviewSilence;
}

type Shown = { of: string; outcome: PreviewOutcome | null };

/** What the silence would have hidden lately, before it is kept. */
export function SilencePreview({ match, begins, preview }: Props) {
  const t = useTranslations("silences.preview");
  const [pending, start] = useTransition();
  const [shown, setShown] = useState<Shown | null>(null);
  const look = (): void => start(async () => setShown({ of: match, outcome: await preview(match).catch(() => null) }));
  const isFirst = useRef(begins);
  useEffect(() => {
    if (isFirst.current) look();
    isFirst.current = false;
  });
  return (
    <Section id="preview" title={t("title")}>
      <p className="text-n11">{t("body")}</p>
      <Button aria-disabled={pending} onClick={() => !pending && look()} className="justify-self-start max-md:h-10">
        {t(pending ? "looking" : "look")}
      </Button>
      <div role="status" className="grid grid-cols-[minmax(0,1fr)] gap-2 empty:hidden">
        {shown && <Outcome outcome={shown.outcome} isOld={shown.of !== match} />}
      </div>
    </Section>
  );
}

function Outcome({ outcome, isOld }: { outcome: PreviewOutcome | null; isOld: boolean }) {
  const t = useTranslations("silences.preview");
  if (!outcome) return <p className="text-n11">{t("unreachable")}</p>;
  if (!outcome.ok) return <p className="text-danger wrap-anywhere">{outcome.message}</p>;
  const { preview } = outcome;
  const { days, signals, incidents, messages, complete } = preview;
  return (
    <>
      {isOld && <p className="border-l-2 border-medium pl-3 text-n11">{t("old")}</p>}
      <p>{signals === 0 ? t("nothing", { days }) : t("sum", { days, signals, incidents, messages })}</p>
      {!complete && <p className="text-n11">{t("incomplete")}</p>}
      {preview.examples.length > 0 && <Examples examples={preview.examples} />}
    </>
  );
}

function Examples({ examples }: Pick<Preview, "examples">) {
  const t = useTranslations();
  return (
    <ul aria-label={t("silences.preview.examples")} className="border-t">
      {examples.map((example) => (
        <li key={`${example.at} ${example.title}`} className="border-b border-n5 py-1.5">
          <Title example={example} />
          <p className="flex flex-wrap gap-x-3 text-meta text-n10">
            {example.severity && <SeverityMark severity={example.severity} />}
            <span>{t(`signal.${example.signal}`)}</span>
            <span>{[example.project, example.environment].filter(Boolean).join(" / ")}</span>
            {example.told.length > 0 && <span>{t("silences.preview.told", { channels: example.told.join(", ") })}</span>}
            <When at={example.at} />
          </p>
        </li>
      ))}
    </ul>
  );
}

function Title({ example: { title, incident, issue } }: { example: Preview["examples"][number] }) {
  const href = incident ? `/incidents/${incident}` : issue ? `/issues/${encodeURIComponent(issue)}` : null;
  const look = "block min-h-6 truncate py-0.5";
  if (!href)
    return (
      <p className={look}>
        <bdi>{title}</bdi>
      </p>
    );
  return (
    <Link href={href} prefetch={false} target="_blank" className={`${look} hover:underline`}>
      <bdi>{title}</bdi>
    </Link>
  );
}
