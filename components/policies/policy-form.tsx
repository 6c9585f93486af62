"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { PolicySpec } from "#lib/model/policy.ts";
import type { PolicySummary } from "#lib/model/policy-summary.ts";
import type { SaveItem, Summarize } from "./acts.ts";
import { CalendarChoice } from "./calendar-choice.tsx";
import type { ChannelOption } from "./channel-choices.tsx";
import { type Draft, draftOf, policyField, policyOf } from "./draft.ts";
import { GroupFields, MatchField, NameFields } from "./form-fields.tsx";
import type { Place } from "./item.ts";
import { ItemForm } from "./item-form.tsx";
import { LadderFields } from "./ladder-fields.tsx";
import { PlaceField } from "./place-field.tsx";
import { Summary } from "./summary.tsx";
import { TimingFields } from "./timing-fields.tsx";
import { type ItemKind, useItemForm } from "./use-item-form.ts";

export interface Offered {
  groupFields: readonly string[];
  channels: readonly ChannelOption[];
  calendars: readonly string[];
  /** The policies in their order. */
  policies: readonly string[];
}

interface Props {
  place: Place;
  draft: Draft;
  offered: Offered;
  /** What the match means that the form begins with, and what the policy says in words. */
  means: string | null;
  summary: PolicySummary | null;
  /** It matches everything and stays on. */
  isLast: boolean;
  /** Null when the person may only read. */
  save: SaveItem | null;
  summarize: Summarize;
}

const kind: ItemKind<Draft> = {
  name: "policy",
  draftOf: (value) => draftOf(value as PolicySpec),
  valueOf: policyOf,
  fieldOf: policyField,
};

export function PolicyForm({ place, draft: begun, offered, means, summary, isLast, save, summarize }: Props) {
  const t = useTranslations();
  const done = ({ name }: Draft, version: number): string =>
    t(place.at === null ? "policies.done.added" : "policies.done.saved", { name: name.trim(), version });
  const router = useRouter();
  const form = useItemForm({ kind, place, draft: begun, save, done, saved: () => router.push("/policies") });
  const { draft, change, faults } = form;
  const fields = { draft, change, faults: faults.fields };
  return (
    <ItemForm
      form={form}
      save={t("policyForm.save")}
      href="/policies"
      aside={<Summary begun={summary} value={form.value} summarize={summarize} />}
    >
      <NameFields {...fields} isLast={isLast} />
      {place.at === null && <PlaceField policies={offered.policies} below={form.place.below} stand={form.stand} />}
      <MatchField {...fields} isLast={isLast} means={means} />
      <GroupFields {...fields} offered={offered.groupFields} />
      <LadderFields {...fields} channels={offered.channels} calendars={offered.calendars} />
      <CalendarChoice {...fields} calendars={offered.calendars} />
      <TimingFields {...fields} />
    </ItemForm>
  );
}
