"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/input.tsx";
import { LeftNotice } from "#components/ui/left-notice.tsx";
import { ReplayPanel } from "./replay-panel.tsx";
import { TextDiff } from "./text-diff.tsx";
import { TextFaults } from "./text-faults.tsx";
import { useYamlForm, type YamlStart } from "./use-yaml-form.ts";

const textId = "yaml-text";
type Form = ReturnType<typeof useYamlForm>;

/** The whole document typed, pasted or read from a file: what is wrong at its line, what it would change and what it would have done, then saved. */
export function YamlForm(start: YamlStart) {
  const t = useTranslations("policyYaml");
  const form = useYamlForm(start);
  const { text, outcome, note } = form;
  useEffect(() => document.getElementById(textId)?.focus(), []);
  const isWrong = outcome?.outcome === "invalid";
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-12 gap-y-6 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        {form.isLeft && <LeftNotice onBring={form.bringLeft} onForget={form.forgetLeft} />}
        <Field id={textId} label={t("text")} error={isWrong ? t("wrong", { count: outcome.faults.length }) : undefined}>
          {(described) => (
            <Textarea
              {...described}
              rows={28}
              spellCheck={false}
              autoCapitalize="off"
              wrap="off"
              value={text}
              onChange={({ target }) => form.type(target.value)}
              className="font-mono md:text-code!"
            />
          )}
        </Field>
        {isWrong && <TextFaults faults={outcome.faults} textId={textId} />}
        <p role="status" className="text-n11 empty:hidden">
          {note}
        </p>
        <Buttons form={form} />
      </div>
      <div className="beside grid grid-cols-[minmax(0,1fr)] gap-6">
        {outcome?.outcome === "valid" && <TextDiff diff={outcome.diff} label={t("diffLabel")} />}
        <ReplayPanel edit={{ kind: "yaml", text }} onFaults={form.check} />
      </div>
    </div>
  );
}

function Buttons({ form: { pending, save, check, type, giveUp } }: { form: Form }) {
  const t = useTranslations("policyYaml");
  return (
    <div className="flex flex-wrap gap-2">
      <Button look="primary" aria-disabled={pending} onClick={() => !pending && save()} className="max-md:h-10">
        {t("save")}
      </Button>
      <Button aria-disabled={pending} onClick={() => !pending && check()} className="max-md:h-10">
        {t("check")}
      </Button>
      <Upload onText={type} />
      <Button look="quiet" onClick={giveUp} className="max-md:h-10">
        {t("cancel")}
      </Button>
    </div>
  );
}

/** A file is read here and stands in the field then: nothing is sent before somebody says so. */
function Upload({ onText }: { onText: (text: string) => void }) {
  const t = useTranslations("policyYaml");
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        aria-label={t("file")}
        accept=".yaml,.yml,.json,application/yaml,text/yaml"
        hidden
        onChange={({ target }) => {
          void target.files?.[0]?.text().then(onText);
          target.value = "";
        }}
      />
      <Button onClick={() => input.current?.click()} className="max-md:h-10">
        {t("upload")}
      </Button>
    </>
  );
}
