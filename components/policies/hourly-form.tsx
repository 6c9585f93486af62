"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useState, useTransition } from "react";
import { toast } from "sonner";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Section } from "#components/ui/section.tsx";
import type { SaveHourly } from "./acts.ts";

interface Props {
  hourly: number;
  version: number;
  /** Null when the person may only read. */
  save: SaveHourly | null;
}

function useHourly({ hourly, version, save }: Props) {
  const t = useTranslations("policyChannels.hourly");
  const [pending, start] = useTransition();
  const [typed, type] = useState(String(hourly));
  const [fault, setFault] = useState<string>();
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (pending || !save) return;
    start(async () => {
      const outcome = await save(version, typed.trim() === "" ? Number.NaN : Number(typed)).catch(() => null);
      setFault(undefined);
      if (outcome?.outcome === "saved") toast(t("saved", { hourly: typed }));
      else if (outcome?.outcome === "invalid") setFault(outcome.errors[0]?.message);
      else setFault(outcome ? t("stale", { name: outcome.by, version: outcome.version }) : t("unreachable"));
    });
  }
  return { pending, typed, type, fault, submit };
}

/** How many opening messages a channel gets in an hour before the rest of that hour comes as one bundle. */
export function HourlyForm(given: Props) {
  const t = useTranslations("policyChannels.hourly");
  const { pending, typed, type, fault, submit } = useHourly(given);
  return (
    <Section id="hourly-title" title={t("title")}>
      <form onSubmit={submit} noValidate>
        <fieldset disabled={given.save === null} className="max-w-180">
          <Field id="hourly" label={t("label")} hint={t("hint")} error={fault}>
            {(described) => (
              <div className="flex gap-2">
                <Input
                  {...described}
                  inputMode="numeric"
                  maxLength={6}
                  value={typed}
                  onChange={({ target }) => type(target.value)}
                  className="max-w-24"
                />
                {given.save && (
                  <Button type="submit" aria-disabled={pending} className="max-md:h-10">
                    {t("save")}
                  </Button>
                )}
              </div>
            )}
          </Field>
        </fieldset>
      </form>
    </Section>
  );
}
