"use client";
import { useEffect, useId, useState } from "react";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

interface Props {
  id: string;
  label: string;
  hint: string;
  error: string | undefined;
  value: string;
  onChange: (value: string) => void;
}

/** A time zone by its IANA name: free text, with the names that the browser knows to choose from. */
export function ZoneField({ id, label, hint, error, value, onChange }: Props) {
  const list = useId();
  const [zones, setZones] = useState<readonly string[]>([]);
  useEffect(() => setZones(["UTC", ...Intl.supportedValuesOf("timeZone")]), []); // its own, so that server and browser draw the same first
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      {(described) => (
        <>
          <Input
            {...described}
            list={list}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            maxLength={80}
            value={value}
            onChange={({ target }) => onChange(target.value)}
          />
          <datalist id={list}>
            {zones.map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}
