"use client";
import { useTranslations } from "next-intl";
import { Pick } from "#components/ui/pick.tsx";
import { ShortField } from "#components/ui/short-field.tsx";
import { ChannelChoices, type ChannelOption } from "./channel-choices.tsx";
import { type ChannelDraft, channelId } from "./channel-draft.ts";
import type { ItemForm as Form } from "./use-item-form.ts";

/** What carries a digest, when it comes, and how its lines are grouped. */
export function DigestFields({ form, carriers }: { form: Form<ChannelDraft>; carriers: readonly ChannelOption[] }) {
  const t = useTranslations("policyChannels.digest");
  const { draft, change, faults } = form;
  return (
    <>
      <ChannelChoices
        id={channelId("to")}
        legend={t("carriers")}
        hint={t("carriersHint")}
        error={faults.fields.to}
        offered={carriers}
        chosen={draft.carriers}
        onChange={(chosen) => change({ carriers: chosen })}
      />
      <div className="grid items-start gap-4 md:grid-cols-3">
        <Pick
          id={channelId("when")}
          label={t("when")}
          error={undefined}
          value={draft.when}
          onChange={(when) => change({ when: when === "every" ? "every" : "at" })}
          options={(["at", "every"] as const).map((value) => ({ value, label: t(`whenOption.${value}`) }))}
        />
        <HowOften form={form} />
        <Pick
          id={channelId("by")}
          label={t("by")}
          error={faults.fields.by}
          value={draft.by}
          onChange={(by) => change({ by })}
          options={(["", "category", "project"] as const).map((value) => ({ value, label: t(`byOption.${value || "none"}`) }))}
        />
      </div>
    </>
  );
}

function HowOften({ form: { draft, change, faults } }: { form: Form<ChannelDraft> }) {
  const t = useTranslations("policyChannels.digest");
  if (draft.when === "every")
    return (
      <ShortField
        id={channelId("every")}
        label={t("every")}
        hint={t("everyHint")}
        error={faults.fields.every ?? faults.fields.at}
        value={draft.every}
        maxLength={20}
        onChange={(every) => change({ every })}
      />
    );
  return (
    <ShortField
      id={channelId("at")}
      label={t("at")}
      hint={t("atHint")}
      error={faults.fields.at}
      value={draft.at}
      maxLength={5}
      onChange={(at) => change({ at: at.trim() })}
    />
  );
}
