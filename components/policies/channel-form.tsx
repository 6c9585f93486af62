"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/input.tsx";
import { Pick } from "#components/ui/pick.tsx";
import { ShortField } from "#components/ui/short-field.tsx";
import { ChannelKind, type ChannelSpec } from "#lib/model/policy.ts";
import type { SaveItem } from "./acts.ts";
import type { ChannelOption } from "./channel-choices.tsx";
import { type ChannelDraft, channelDraft, channelField, channelId, channelOf, hasReceivers } from "./channel-draft.ts";
import { DigestFields } from "./digest-fields.tsx";
import type { Place } from "./item.ts";
import { ItemForm } from "./item-form.tsx";
import { type ItemForm as Form, type ItemKind, useItemForm } from "./use-item-form.ts";
import { ZoneField } from "./zone-field.tsx";

interface Props {
  place: Place;
  draft: ChannelDraft;
  /** What can carry a digest. */
  carriers: readonly ChannelOption[];
  languages: readonly { value: string; label: string }[];
  /** Null when the person may only read. */
  save: SaveItem | null;
}

const kind: ItemKind<ChannelDraft> = {
  name: "channel",
  draftOf: (value) => channelDraft(value as ChannelSpec),
  valueOf: channelOf,
  fieldOf: channelField,
};
const href = "/policies?view=channels";

/** A channel as the document names it; its secrets are kept under the same name in the settings. */
export function ChannelForm({ place, draft: begun, carriers, languages, save }: Props) {
  const t = useTranslations("policyChannels");
  const done = ({ name }: ChannelDraft, version: number): string => t("saved", { name: name.trim(), version });
  const router = useRouter();
  const form = useItemForm({ kind, place, draft: begun, save, done, saved: () => router.push(href) });
  const { draft, change, faults } = form;
  return (
    <ItemForm form={form} save={t("save")} href={href}>
      <div className="grid items-start gap-4 md:grid-cols-2">
        <ShortField
          id={channelId("name")}
          label={t("name")}
          hint={t(place.at === null ? "nameHint" : "renameHint")}
          error={faults.fields.name}
          value={draft.name}
          maxLength={80}
          onChange={(name) => change({ name })}
        />
        <Pick
          id={channelId("kind")}
          label={t("kindLabel")}
          error={faults.fields.kind}
          value={draft.kind}
          onChange={(next) => change({ kind: next })}
          options={ChannelKind.options.map((value) => ({ value, label: t(`kind.${value}`) }))}
        />
      </div>
      {hasReceivers(draft.kind) && <Receivers form={form} />}
      {draft.kind === "digest" && <DigestFields form={form} carriers={carriers} />}
      <Speaks form={form} languages={languages} />
    </ItemForm>
  );
}

function Receivers({ form: { draft, change, faults } }: { form: Form<ChannelDraft> }) {
  const t = useTranslations("policyChannels");
  return (
    <Field
      id={channelId("to")}
      label={t("receivers")}
      hint={t(draft.kind === "email" ? "addressesHint" : "numbersHint")}
      error={faults.fields.to}
    >
      {(described) => (
        <Textarea
          {...described}
          rows={3}
          spellCheck={false}
          autoCapitalize="off"
          value={draft.receivers}
          onChange={({ target }) => change({ receivers: target.value })}
        />
      )}
    </Field>
  );
}

function Speaks({
  form: { draft, change, faults },
  languages,
}: { form: Form<ChannelDraft> } & { languages: Props["languages"] }) {
  const t = useTranslations("policyChannels");
  const others = languages.some(({ value }) => value === draft.language) || !draft.language ? [] : [draft.language];
  return (
    <div className="grid items-start gap-4 md:grid-cols-2">
      <Pick
        id={channelId("language")}
        label={t("language")}
        error={faults.fields.language}
        value={draft.language}
        onChange={(language) => change({ language })}
        options={[{ value: "", label: t("languageDefault") }, ...languages, ...others.map((value) => ({ value, label: value }))]}
      />
      <ZoneField
        id={channelId("zone")}
        label={t("zone")}
        hint={t("zoneHint")}
        error={faults.fields.zone}
        value={draft.zone}
        onChange={(zone) => change({ zone })}
      />
    </div>
  );
}
