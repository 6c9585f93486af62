"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef, useState, useTransition } from "react";
import { toast } from "sonner";
import { Button } from "#components/ui/button.tsx";
import { ShortField } from "#components/ui/short-field.tsx";
import type { AddSilence, SilenceDraft } from "./acts.ts";
import { QueryField } from "./query-field.tsx";

interface Props {
  /** The query to begin with; the cursor then waits at the time. */
  begun: string;
  /** What that query means. */
  means: string | null;
  add: AddSilence;
}

type Faults = Partial<Record<keyof SilenceDraft | "form", string>>;
const idOf = (field: keyof SilenceDraft): string => `silence-${field}`;

/** What to hold back, for how long and why. */
export function SilenceForm({ begun, means, add }: Props) {
  const t = useTranslations("silences");
  const router = useRouter();
  const [pending, start] = useTransition();
  const [draft, setDraft] = useState<SilenceDraft>({ match: begun, for: "1h", reason: "" });
  const [faults, setFaults] = useState<Faults>({});
  const change = (part: Partial<SilenceDraft>): void => setDraft((now) => ({ ...now, ...part }));
  useStart(begun);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (pending) return;
    start(async () => {
      const outcome = await add(draft).catch(() => null);
      if (!outcome) return setFaults({ form: t("done.unreachable") });
      if (!outcome.ok) {
        setFaults({ [outcome.field ?? "form"]: outcome.message });
        return document.getElementById(idOf(outcome.field ?? "match"))?.focus();
      }
      setFaults({});
      setDraft({ match: "", for: "1h", reason: "" });
      toast(t("done.added", { duration: draft.for.trim() }));
      router.replace("/policies?view=silences", { scroll: false });
    });
  }
  return (
    <form onSubmit={submit} noValidate className="grid max-w-180 gap-4">
      <QueryField
        id={idOf("match")}
        label={t("match")}
        hint={t("matchHint")}
        error={faults.match}
        value={draft.match}
        means={means}
        onChange={(match) => change({ match })}
      />
      <div className="grid items-start gap-4 md:grid-cols-[10rem_minmax(0,1fr)]">
        <ShortField
          id={idOf("for")}
          label={t("for")}
          hint={t("forHint")}
          error={faults.for}
          value={draft.for}
          maxLength={20}
          onChange={(lasts) => change({ for: lasts })}
        />
        <ShortField
          id={idOf("reason")}
          label={t("reason")}
          hint={t("reasonHint")}
          error={faults.reason}
          value={draft.reason}
          maxLength={500}
          onChange={(reason) => change({ reason })}
        />
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Button look="primary" type="submit" aria-disabled={pending} className="max-md:h-10">
          {t(pending ? "saving" : "submit")}
        </Button>
        <p role="alert" className="text-danger wrap-anywhere empty:hidden">
          {faults.form}
        </p>
      </div>
    </form>
  );
}

/** A form that was filled in by a link is ready to be sent. */
function useStart(begun: string): void {
  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current && begun) document.getElementById(idOf("for"))?.focus();
    isFirst.current = false;
  }, [begun]);
}
