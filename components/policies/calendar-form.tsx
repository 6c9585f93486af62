"use client";
import { X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { ShortField } from "#components/ui/short-field.tsx";
import type { CalendarSpec } from "#lib/model/policy.ts";
import type { SaveItem } from "./acts.ts";
import {
  type CalendarDraft,
  calendarDraft,
  calendarField,
  calendarOf,
  inOrder,
  newWindow,
  type WindowDraft,
  weekdays,
} from "./calendar-draft.ts";
import { Choices } from "./choices.tsx";
import { fieldId } from "./field-id.ts";
import type { Place } from "./item.ts";
import { ItemForm } from "./item-form.tsx";
import { type ItemForm as Form, type ItemKind, useItemForm } from "./use-item-form.ts";
import { ZoneField } from "./zone-field.tsx";

interface Props {
  place: Place;
  draft: CalendarDraft;
  /** Null when the person may only read. */
  save: SaveItem | null;
}

const kind: ItemKind<CalendarDraft> = {
  name: "calendar",
  draftOf: (value) => calendarDraft(value as CalendarSpec),
  valueOf: calendarOf,
  fieldOf: calendarField,
};
const id = (field: string): string => fieldId(kind.name, field);
const addId = id("add");
const href = "/policies?view=calendars";

/** A calendar: its name, its zone, and the windows in which it is open. */
export function CalendarForm({ place, draft: begun, save }: Props) {
  const t = useTranslations("calendars");
  const done = ({ name }: CalendarDraft, version: number): string => t("saved", { name: name.trim(), version });
  const router = useRouter();
  const form = useItemForm({ kind, place, draft: begun, save, done, saved: () => router.push(href) });
  const { draft, change, faults } = form;
  return (
    <ItemForm form={form} save={t("save")} href={href}>
      <div className="grid items-start gap-4 md:grid-cols-2">
        <ShortField
          id={id("name")}
          label={t("name")}
          hint={t(place.at === null ? "nameHint" : "renameHint")}
          error={faults.fields.name}
          value={draft.name}
          maxLength={80}
          onChange={(name) => change({ name })}
        />
        <ZoneField
          id={id("zone")}
          label={t("zone")}
          hint={t("zoneHint")}
          error={faults.fields.zone}
          value={draft.zone}
          onChange={(zone) => change({ zone })}
        />
      </div>
      <Windows form={form} />
    </ItemForm>
  );
}

function Windows({ form: { draft, change, faults } }: { form: Form<CalendarDraft> }) {
  const t = useTranslations("calendars");
  const { windows } = draft;
  const set = (next: WindowDraft[]): void => change({ windows: next });
  function remove(at: number): void {
    document.getElementById(addId)?.focus(); // the button that had the focus goes
    set(windows.toSpliced(at, 1));
  }
  const nextKey = Math.max(-1, ...windows.map(({ key }) => key)) + 1;
  return (
    <section id={id("windows")} tabIndex={-1} aria-labelledby="windows-title" className="grid gap-2">
      <div>
        <h2 id="windows-title" className="text-section font-medium">
          {t("windows")}
        </h2>
        <p className="text-meta text-n10">{t("windowsHint")}</p>
      </div>
      <ol className="border-t">
        {windows.map((window, at) => (
          <WindowFields
            key={window.key}
            {...{ window, at, faults }}
            change={(part) => set(windows.map((each, n) => (n === at ? { ...each, ...part } : each)))}
            remove={windows.length > 1 ? () => remove(at) : null}
          />
        ))}
      </ol>
      <p className="text-meta text-danger first-letter:uppercase empty:hidden">{faults.fields.windows}</p>
      <Button id={addId} className="justify-self-start" onClick={() => set([...windows, newWindow(nextKey)])}>
        {t("addWindow")}
      </Button>
    </section>
  );
}

interface WindowProps {
  window: WindowDraft;
  at: number;
  faults: Form<CalendarDraft>["faults"];
  change: (part: Partial<WindowDraft>) => void;
  remove: (() => void) | null;
}

function WindowFields({ window, at, faults, change, remove }: WindowProps) {
  const t = useTranslations("calendars");
  const number = at + 1;
  return (
    <li
      aria-label={t("window", { number })}
      className="grid gap-3 border-b border-n5 py-3 md:grid-cols-[minmax(0,1fr)_12rem_2rem]"
    >
      <Choices
        id={id(`windows[${at}].days`)}
        legend={t("days")}
        hint=""
        error={faults.fields[`windows[${at}].days`]}
        options={weekdays.map((value) => ({ value, label: t(`day.${value}`) }))}
        chosen={window.days}
        onChange={(days) => change({ days: inOrder(days) })}
      />
      <Times {...{ window, at, faults, change }} />
      {remove && (
        <div className="md:pt-6">
          <IconButton label={t("removeWindow", { number })} disabled={false} onClick={remove}>
            <X aria-hidden className="size-4" />
          </IconButton>
        </div>
      )}
    </li>
  );
}

function Times({ window, at, faults, change }: Omit<WindowProps, "remove">) {
  const t = useTranslations("calendars");
  return (
    <div className="grid grid-cols-2 items-start gap-4">
      {(["from", "to"] as const).map((end) => (
        <ShortField
          key={end}
          id={id(`windows[${at}].${end}`)}
          label={t(end)}
          error={faults.fields[`windows[${at}].${end}`]}
          value={window[end]}
          maxLength={5}
          placeholder={t(`${end}Example`)}
          onChange={(time) => change({ [end]: time.trim() })}
        />
      ))}
    </div>
  );
}
