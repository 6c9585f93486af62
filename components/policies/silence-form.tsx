"use client";
import { useRouter } from "next/navigation";
import { useTimeZone, useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type { SilenceSpec } from "#lib/model/policy.ts";
import type { PreviewSilence, SaveItem } from "./acts.ts";
import type { Place } from "./item.ts";
import { ItemForm } from "./item-form.tsx";
import { emptySilence, type SilenceDraft, silenceDraft, silenceField, silenceOf } from "./silence-draft.ts";
import { SilenceFields, type SilenceOffered, silenceId } from "./silence-fields.tsx";
import { SilencePreview } from "./silence-preview.tsx";
import { type ItemKind, useItemForm } from "./use-item-form.ts";

interface Props {
  place: Place;
  /** The silence that is edited; null for one that begins. */
  silence: SilenceSpec | null;
  /** The query to begin with; the cursor then waits at the time. */
  begun: string;
  /** Where the silences stand. */
  href: string;
  /** What that query means. */
  means: string | null;
  offered: SilenceOffered;
  save: SaveItem | null;
  preview: PreviewSilence;
}

/** What to hold back, for how long and why, with what it would have hidden. One that was kept makes room for the next. */
export function SilenceForm(props: Props) {
  const router = useRouter();
  const [kept, setKept] = useState(0);
  const { begun, href, ...rest } = props;
  function saved(): void {
    setKept((count) => count + 1);
    if (props.silence) router.push(href);
    else router.replace(href, { scroll: false });
  }
  return <Form key={kept} {...rest} href={href} begun={kept === 0 ? begun : ""} saved={saved} />;
}

function Form({ place, silence, begun, href, means, offered, save, preview, saved }: Props & { saved: () => void }) {
  const t = useTranslations("silences");
  const now = useTimeZone() ?? "UTC";
  const [zone] = useState(now); // what is typed stays in the zone in which it was begun
  const [kind] = useState<ItemKind<SilenceDraft>>(() => ({
    name: "silence",
    draftOf: (value) => silenceDraft(value as SilenceSpec, zone),
    valueOf: silenceOf(silence, zone),
    fieldOf: silenceField,
  }));
  const [draft] = useState(() => (silence ? silenceDraft(silence, zone) : emptySilence(begun)));
  const done = ({ ends, for: lasts }: SilenceDraft): string =>
    silence ? t("done.changed") : ends === "for" ? t("done.added", { duration: lasts.trim() }) : t("done.begun");
  const form = useItemForm({ kind, place, draft, save, done, saved });
  useStart(begun);
  return (
    <ItemForm
      form={form}
      save={t(silence ? "change" : "submit")}
      href={silence ? href : null}
      aside={<SilencePreview match={form.draft.match} begins={begun !== ""} preview={preview} />}
    >
      <SilenceFields {...{ zone, means, offered }} draft={form.draft} change={form.change} faults={form.faults.fields} />
    </ItemForm>
  );
}

/** A form that was filled in by a link is ready to be sent. */
function useStart(begun: string): void {
  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current && begun) document.getElementById(silenceId("for"))?.focus();
    isFirst.current = false;
  }, [begun]);
}
