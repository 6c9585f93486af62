"use client";
import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { DropdownMenu as Radix } from "radix-ui";
import { type FormEvent, type RefObject, useId, useRef, useState } from "react";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { MenuContent, menuItem } from "#components/ui/menu.tsx";
import { untilChosen, untilMonday, untilTomorrowMorning } from "./delays.ts";

const delays = {
  "1h": () => "1h",
  "4h": () => "4h",
  morning: untilTomorrowMorning,
  monday: untilMonday,
} as const;

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onChoose: (duration: string) => void;
  /** Ends the snooze that stands; null where none does. */
  onWake: (() => void) | null;
}

/** The usual lengths, and any other in a dialog. */
export function SnoozeMenu(menu: Props) {
  const t = useTranslations("incidents.snoozeUntil");
  const [isDated, setDated] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const close = (next: boolean): void => {
    setDated(next);
    if (!next) requestAnimationFrame(() => opener.current?.focus());
  };
  return (
    <>
      <Menu {...menu} opener={opener} onDate={() => setDated(true)} />
      <Dialog open={isDated} onOpenChange={close} title={t("title")} description={t("body")}>
        <Until
          onChoose={(duration) => {
            close(false);
            menu.onChoose(duration);
          }}
        />
      </Dialog>
    </>
  );
}

function Menu({
  open,
  onOpenChange,
  onChoose,
  onWake,
  opener,
  onDate,
}: Props & { opener: RefObject<HTMLButtonElement | null>; onDate: () => void }) {
  const t = useTranslations("incidents");
  return (
    <Radix.Root modal={false} open={open} onOpenChange={onOpenChange}>
      <Radix.Trigger
        ref={opener}
        aria-keyshortcuts="s"
        id="snooze"
        className={buttonClass("secondary", "data-[state=open]:bg-n3")}
      >
        {t("snooze")}
        <ChevronDown aria-hidden className="size-4 text-n10" />
      </Radix.Trigger>
      <MenuContent align="end" width="min-w-44">
        {onWake && <Item text={t("wake")} onSelect={onWake} />}
        {(Object.keys(delays) as (keyof typeof delays)[]).map((delay) => (
          <Item key={delay} text={t(`snoozeFor.${delay}`)} onSelect={() => onChoose(delays[delay](new Date()))} />
        ))}
        <Item text={t("snoozeFor.chosen")} onSelect={onDate} />
      </MenuContent>
    </Radix.Root>
  );
}

function Item({ text, onSelect }: { text: string; onSelect: () => void }) {
  return (
    <Radix.Item onSelect={onSelect} className={menuItem}>
      {text}
    </Radix.Item>
  );
}

/** A day and time where the reader is. */
function Until({ onChoose }: { onChoose: (duration: string) => void }) {
  const t = useTranslations("incidents.snoozeUntil");
  const id = useId();
  const [isWrong, setWrong] = useState(false);
  const choose = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const duration = untilChosen(String(new FormData(event.currentTarget).get("until")), new Date());
    if (duration) onChoose(duration);
    setWrong(duration === null);
  };
  return (
    <form onSubmit={choose} noValidate className="grid gap-4">
      <Field
        id={id}
        label={t("label")}
        hint={t("hint", { zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}
        error={isWrong ? t("wrong") : undefined}
      >
        {(described) => <Input {...described} name="until" type="datetime-local" required />}
      </Field>
      <div>
        <Button look="primary" type="submit" className="max-md:h-10">
          {t("submit")}
        </Button>
      </div>
    </form>
  );
}
