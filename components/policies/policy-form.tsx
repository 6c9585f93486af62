"use client";
import { useTranslations } from "next-intl";
import type { FormEvent, ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { FormButtons } from "#components/ui/form-buttons.tsx";
import type { Place, SavePolicy } from "./acts.ts";
import type { Draft } from "./draft.ts";
import { ChannelFields, type ChannelOption, GroupFields, MatchField, NameFields } from "./form-fields.tsx";
import { StaleNotice } from "./stale-notice.tsx";
import { TimingFields } from "./timing-fields.tsx";
import { usePolicyForm } from "./use-policy-form.ts";

export interface Offered {
  groupFields: readonly string[];
  channels: readonly ChannelOption[];
}

interface Props {
  place: Place;
  draft: Draft;
  offered: Offered;
  /** What the match means that the form begins with. */
  means: string | null;
  /** It matches everything and stays on. */
  isLast: boolean;
  /** Null when the person may only read. */
  save: SavePolicy | null;
  /** What the form shows but does not edit, beside the channels and at the end. */
  later: ReactNode;
  kept: ReactNode;
}

export function PolicyForm({ place, draft: begun, offered, means, isLast, save, later, kept }: Props) {
  const t = useTranslations("policyForm");
  const form = usePolicyForm({ place, draft: begun, save });
  const { draft, change, faults, newer } = form;
  const fields = { draft, change, faults: faults.fields };
  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    if (!form.pending) form.submit();
  }
  return (
    <form onSubmit={onSubmit} noValidate className="max-w-180">
      <fieldset disabled={save === null} className="grid min-w-0 gap-6">
        <NameFields {...fields} isLast={isLast} />
        <MatchField {...fields} isLast={isLast} means={means} />
        <GroupFields {...fields} offered={offered.groupFields} />
        <div className="grid gap-3">
          <ChannelFields {...fields} offered={offered.channels} />
          {later}
        </div>
        <TimingFields {...fields} />
      </fieldset>
      <div className="grid gap-4 pt-6">
        {kept}
        {newer && <StaleNotice newer={newer} onChoose={form.settle} />}
        <Problems form={form} />
        {save && (
          <FormButtons pending={form.pending} save={t(form.pending ? "saving" : "save")} cancel={t("cancel")} href="/policies" />
        )}
      </div>
    </form>
  );
}

function Problems({ form: { faults, note, canBringBack, bringBack } }: { form: ReturnType<typeof usePolicyForm> }) {
  const t = useTranslations("policyForm");
  const count = Object.keys(faults.fields).length;
  return (
    <>
      <div id="policy-problems" role="alert" tabIndex={-1} className="text-danger empty:hidden">
        {count > 0 && <p>{t("problems", { count })}</p>}
        {faults.others.map(({ path, message }) => (
          <p key={path + message} className="wrap-anywhere">
            {t("elsewhere", { path, message })}
          </p>
        ))}
      </div>
      <div role="status" className="flex flex-wrap items-center gap-3 empty:hidden">
        {note && <p className="text-n11">{note}</p>}
        {canBringBack && <Button onClick={bringBack}>{t("stale.back")}</Button>}
      </div>
    </>
  );
}
