import { useTranslations } from "next-intl";
import type { PolicySpec } from "#lib/model/policy.ts";
import type { PolicySummary } from "#lib/model/policy-summary.ts";
import type { SaveItem, Summarize } from "./acts.ts";
import type { Draft } from "./draft.ts";
import type { Place } from "./item.ts";
import { ItemPage } from "./item-page.tsx";
import { type Offered, PolicyForm } from "./policy-form.tsx";

interface Props {
  place: Place;
  /** The policy in question, or the one that a new one begins as. */
  policy: PolicySpec | null;
  draft: Draft;
  /** What its match means, and what the policy says in words. */
  means: string | null;
  summary: PolicySummary | null;
  offered: Offered;
  isLast: boolean;
  /** No policy has its name any more. */
  isGone: boolean;
  save: SaveItem | null;
  summarize: Summarize;
}

/** The form around one policy: to edit it, to begin another from it, or to begin anew. */
export function PolicyPage({ policy, isGone, ...form }: Props) {
  const t = useTranslations("policyForm");
  const { place, save } = form;
  const edited = place.at === null ? null : policy;
  const title = edited ? (save ? t("titleEdit", { name: edited.name }) : edited.name) : t("titleNew");
  return (
    <ItemPage
      title={title}
      crumb={edited?.name ?? t("titleNew")}
      back={{ href: "/policies", label: t("back") }}
      notes={[isGone ? t("goneNote", { version: place.version }) : null]}
    >
      {/* Not keyed by the version: what is typed outlives the versions that others save. */}
      <PolicyForm key={`${edited?.name} ${place.at === null ? policy?.name : ""}`} {...form} />
    </ItemPage>
  );
}
