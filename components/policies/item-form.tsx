"use client";
import { useTranslations } from "next-intl";
import type { FormEvent, ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { FormButtons } from "#components/ui/form-buttons.tsx";
import { LeftNotice } from "#components/ui/left-notice.tsx";
import { problemsId } from "./field-id.ts";
import { ReplayPanel } from "./replay-panel.tsx";
import { StaleNotice } from "./stale-notice.tsx";
import type { ItemForm as Form } from "./use-item-form.ts";

interface Props {
  form: Form<object>;
  save: string;
  /** Where who cancels goes; null where the form stands among what it adds to. */
  href: string | null;
  children: ReactNode;
  /** What stands above the replay: beside the fields, where there is room, else between them and the buttons, which stay in reach of the thumb on a phone. */
  aside?: ReactNode;
}

/** The frame of every form of the document: its fields, what they would have done, what is wrong with them, what to do when somebody was faster, and the buttons. */
export function ItemForm({ form, save, href, children, aside }: Props) {
  const t = useTranslations("policyForm");
  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    if (!form.pending) form.submit();
  }
  return (
    <form
      onSubmit={onSubmit}
      noValidate
      className="max-md:**:scroll-mb-20 grid-cols-[minmax(0,1fr)] items-start gap-x-12 gap-y-8 max-md:space-y-8 md:grid xl:grid-cols-[minmax(0,45rem)_minmax(0,1fr)]"
    >
      <div className="grid min-w-0 gap-8">
        {form.mayEdit && form.isLeft && <LeftNotice onBring={form.bringLeft} onForget={form.forgetLeft} />}
        <fieldset disabled={!form.mayEdit} className="grid min-w-0 gap-8">
          {children}
        </fieldset>
      </div>
      <div className="beside grid grid-cols-[minmax(0,1fr)] gap-8 xl:row-span-2">
        {aside}
        <ReplayPanel edit={{ kind: "item", place: form.place, value: form.value }} onFaults={form.told} />
      </div>
      <div className="gap-4 max-md:contents max-md:*:mt-4 md:grid xl:col-start-1">
        {form.newer && <StaleNotice newer={form.newer} onChoose={form.settle} />}
        <Problems form={form} />
        {form.mayEdit && (
          <div className="max-md:sticky max-md:bottom-0 max-md:z-10 max-md:-mx-4 max-md:border-t max-md:bg-n1 max-md:px-4 max-md:py-3">
            <FormButtons
              pending={form.pending}
              save={form.pending ? t("saving") : save}
              cancel={t("cancel")}
              href={href}
              onCancel={form.end}
            />
          </div>
        )}
      </div>
    </form>
  );
}

function Problems({ form: { name, faults, note, canBringBack, bringBack } }: Pick<Props, "form">) {
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
