"use client";
import { useTranslations } from "next-intl";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Pick } from "#components/ui/pick.tsx";
import { type FieldProps, policyId } from "./form-fields.tsx";

const outsides = ["hold", "digest", "downgrade"] as const;

/** In which hours the policy tells, what becomes of the rest, and in plain words whether critical errors are kept back too. */
export function CalendarChoice({ draft, change, faults, calendars }: FieldProps & { calendars: readonly string[] }) {
  const t = useTranslations("policyForm.hours");
  const lost = draft.calendar && !calendars.includes(draft.calendar) ? [draft.calendar] : [];
  const names = [...calendars, ...lost].map((name) => ({ value: name, label: t("within", { calendar: name }) }));
  return (
    <section aria-labelledby="hours-title" className="grid gap-3">
      <h2 id="hours-title" className="text-section font-medium">
        {t("title")}
      </h2>
      <div className="grid items-start gap-4 md:grid-cols-2">
        <Pick
          id={policyId("calendar.name")}
          label={t("calendar")}
          error={faults["calendar.name"]}
          value={draft.calendar}
          onChange={(calendar) => change({ calendar })}
          options={[{ value: "", label: t("always") }, ...names]}
        />
        {draft.calendar && (
          <Pick
            id={policyId("calendar.outside")}
            label={t("outside")}
            error={faults["calendar.outside"]}
            value={draft.outside}
            onChange={(outside) => change({ outside })}
            options={outsides.map((value) => ({ value, label: t(`outsideOption.${value}`) }))}
          />
        )}
      </div>
      {draft.calendar && <Critical draft={draft} change={change} />}
    </section>
  );
}

function Critical({ draft, change }: Pick<FieldProps, "draft" | "change">) {
  const t = useTranslations("policyForm.hours");
  const said = draft.critical
    ? (`criticalToo.${outsides.find((each) => each === draft.outside) ?? "hold"}` as const)
    : "criticalTold";
  return (
    <div className="grid gap-1">
      <Checkbox
        id={policyId("calendar.critical")}
        label={t("critical")}
        checked={draft.critical}
        aria-describedby="critical-words"
        onChange={({ target }) => change({ critical: target.checked })}
      />
      <p
        id="critical-words"
        aria-live="polite"
        className={draft.critical ? "border-l-2 border-critical pl-3 text-n12" : "text-meta text-n10"}
      >
        {t(said, { calendar: draft.calendar })}
      </p>
    </div>
  );
}
