"use client";
import { useTranslations } from "next-intl";
import type { FormEvent, ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { FormButtons } from "#components/ui/form-buttons.tsx";
import { problemsId } from "./field-id.ts";
import { StaleNotice } from "./stale-notice.tsx";
import type { ItemForm as Form } from "./use-item-form.ts";

interface Props {
  /** What the ids of its fields begin with. */
  name: string;
  form: Form<object>;
  mayEdit: boolean;
  save: string;
  /** Where who cancels goes; null where the form stands among what it adds to. */
  href: string | null;
  children: ReactNode;
  /** What stands beside the fields, where there is room, else between them and the buttons. */
  aside?: ReactNode;
}

/** The frame of every form of the document: its fields, what is wrong with them, what to do when somebody was faster, and the buttons. */
export function ItemForm({ name, form, mayEdit, save, href, children, aside }: Props) {
  const t = useTranslations("policyForm");
  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    if (!form.pending) form.submit();
  }
  return (
    <form
      onSubmit={onSubmit}
      noValidate
      className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-12 gap-y-8 xl:grid-cols-[minmax(0,45rem)_minmax(0,1fr)]"
    >
      <fieldset disabled={!mayEdit} className="grid min-w-0 gap-8">
        {children}
      </fieldset>
      {aside && <div className="grid grid-cols-[minmax(0,1fr)] gap-8 xl:sticky xl:top-4 xl:row-span-2">{aside}</div>}
      <div className="grid gap-4 xl:col-start-1">
        {form.newer && <StaleNotice newer={form.newer} onChoose={form.settle} />}
        <Problems name={name} form={form} />
        {mayEdit && (
          <FormButtons pending={form.pending} save={form.pending ? t("saving") : save} cancel={t("cancel")} href={href} />
        )}
      </div>
    </form>
  );
}

function Problems({ name, form: { faults, note, canBringBack, bringBack } }: Pick<Props, "name" | "form">) {
  const t = useTranslations("policyForm");
  const count = Object.keys(faults.fields).length;
  return (
    <>
      <div id={problemsId(name)} role="alert" tabIndex={-1} className="text-danger empty:hidden">
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
