import { useTranslations } from "next-intl";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { type Category, categories } from "#lib/model/taxonomy.ts";
import { ActionForm } from "./action-form.tsx";
import { TextField } from "./fields.tsx";
import type { FormAction } from "./form-state.ts";

const kinds = ["comment", "priority", "assign", "link"] as const;

export interface WriteBackShown {
  kinds: readonly (typeof kinds)[number][];
  dry_run: boolean;
  owners: Readonly<Partial<Record<Category, string>>>;
  fixed: boolean;
}

/** What Verdict writes back to Sentry's issues, each kind by itself. */
export function WriteBack({ shown, save }: { shown: WriteBackShown; save: FormAction | null }) {
  const t = useTranslations("settings");
  const isFixed = shown.fixed || save === null;
  const boxes = (
    <fieldset disabled={isFixed} className="grid gap-3">
      <legend className="sr-only">{t("sentry.writeBack.title")}</legend>
      {kinds.map((kind) => (
        <Switch key={kind} name={kind} checked={shown.kinds.includes(kind)} />
      ))}
      <div className="border-t pt-3">
        <Switch name="dry_run" checked={shown.dry_run} />
      </div>
    </fieldset>
  );
  return (
    <>
      <p className="text-n11">{t("sentry.writeBack.body")}</p>
      {save === null ? (
        boxes
      ) : (
        <ActionForm action={save} submit={t("sentry.writeBack.save")} className="grid gap-4">
          {boxes}
          <Owners owners={shown.owners} />
        </ActionForm>
      )}
      {shown.fixed && <p className="text-meta text-n10">{t("sentry.writeBack.fixed")}</p>}
      {save === null && <p className="text-meta text-n10">{t("adminWhy")}</p>}
    </>
  );
}

function Owners({ owners }: Pick<WriteBackShown, "owners">) {
  const t = useTranslations();
  return (
    <Disclosure summary={t("settings.sentry.writeBack.owners")}>
      <p className="pb-3 text-meta text-n10">{t("settings.sentry.writeBack.ownersHint")}</p>
      <div className="grid items-start gap-x-6 gap-y-3 sm:grid-cols-2">
        {categories.map((category) => (
          <TextField
            key={category}
            name={`owner_${category}`}
            label={t(`category.${category}`)}
            defaultValue={owners[category] ?? ""}
            maxLength={260}
            autoComplete="off"
            spellCheck={false}
          />
        ))}
      </div>
    </Disclosure>
  );
}

function Switch({ name, checked }: { name: (typeof kinds)[number] | "dry_run"; checked: boolean }) {
  const t = useTranslations("settings.sentry.writeBack");
  return (
    <div>
      <Checkbox
        key={String(checked)}
        name={name}
        label={t(`${name}.label`)}
        defaultChecked={checked}
        aria-describedby={`write-back-${name}`}
      />
      <p id={`write-back-${name}`} className="pl-6 text-meta text-n10">
        {t(`${name}.hint`)}
      </p>
    </div>
  );
}
