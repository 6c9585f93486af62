"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { useFocusAfter } from "#components/ui/use-focus-after.ts";
import type { Receiver } from "#lib/model/story.ts";

interface Props {
  receivers: readonly Receiver[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onChoose: (channels: string[]) => void;
}

/** Hands the incident to other channels than its ladder's. */
export function Reassign({ receivers, open, onOpenChange, onChoose }: Props) {
  const t = useTranslations("incidents.reassign");
  const opener = useFocusAfter(open);
  return (
    <>
      <Button ref={opener} aria-keyshortcuts="a" id="reassign" onClick={() => onOpenChange(true)}>
        {t("open")}
      </Button>
      <Dialog open={open} onOpenChange={onOpenChange} title={t("title")} description={t("body")}>
        {receivers.length === 0 ? <p className="text-n11">{t("none")}</p> : <Choice receivers={receivers} onChoose={onChoose} />}
      </Dialog>
    </>
  );
}

function Choice({ receivers, onChoose }: Pick<Props, "receivers" | "onChoose">) {
  const t = useTranslations("incidents");
  const [isNobody, setNobody] = useState(false);
  const choose = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const chosen = new FormData(event.currentTarget).getAll("to").map(String);
    setNobody(chosen.length === 0);
    if (chosen.length > 0) onChoose(chosen);
  };
  return (
    <form onSubmit={choose} noValidate className="grid gap-4">
      <fieldset className="grid gap-1">
        <legend className="pb-1 font-medium">{t("reassign.channels")}</legend>
        {receivers.map(({ name, kind, isBroken }) => (
          <div key={name} className="flex flex-wrap items-center gap-x-2">
            <Checkbox name="to" value={name} label={`${name} · ${t(`channelKind.${kind}`)}`} />
            {isBroken && <span className="text-danger">{t("reassign.broken")}</span>}
          </div>
        ))}
        <p role="alert" className="text-meta text-danger empty:hidden">
          {isNobody ? t("reassign.nobody") : null}
        </p>
      </fieldset>
      <div>
        <Button look="primary" type="submit" className="max-md:h-10">
          {t("reassign.submit")}
        </Button>
      </div>
    </form>
  );
}
