import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ChannelState } from "#lib/model/channel.ts";
import type { PolicyDocument, PolicySpec } from "#lib/model/policy.ts";
import type { SavePolicy } from "./acts.ts";
import { draftOf, emptyDraft } from "./draft.ts";
import { KeptParts, LaterSteps } from "./kept-parts.tsx";
import { PolicyForm } from "./policy-form.tsx";

interface Props {
  document: PolicyDocument;
  version: number;
  channels: readonly ChannelState[];
  groupFields: readonly string[];
  /** The policy in question; null begins a new one. */
  at: number | null;
  isCopy: boolean;
  save: SavePolicy | null;
}

/** The form around one policy: to edit it, to begin another from it, or to begin anew. */
export function PolicyPage({ document: { policies }, version, channels, groupFields, at, isCopy, save }: Props) {
  const t = useTranslations("policyForm");
  const policy = at === null ? null : (policies[at] ?? null);
  const isLast = !isCopy && at === policies.length - 1;
  const title = isCopy || !policy ? t("titleNew") : save ? t("titleEdit", { name: policy.name }) : policy.name;
  return (
    <div className="content grid grid-cols-[minmax(0,1fr)] gap-6 py-4">
      <header className="grid gap-2">
        <nav className="flex min-w-0 items-center gap-1.5 text-n10">
          <Link href="/policies" className="inline-flex h-6 items-center hover:text-n12 hover:underline">
            {t("back")}
          </Link>
          <span aria-hidden>/</span>
          <span className="truncate">{policy && !isCopy ? policy.name : t("titleNew")}</span>
        </nav>
        <h1 className="text-page font-semibold wrap-anywhere">{title}</h1>
      </header>
      <PolicyForm
        key={version}
        place={{ version, at: isCopy ? null : at, copyOf: isCopy ? at : null }}
        draft={begun(policy, isCopy)}
        offered={{ groupFields, channels }}
        isLast={isLast}
        save={save}
        later={policy && <LaterSteps policy={policy} />}
        kept={policy && <KeptParts policy={policy} />}
      />
    </div>
  );
}

/** A copy needs a name of its own, so that it begins without one. */
function begun(policy: PolicySpec | null, isCopy: boolean) {
  if (!policy) return emptyDraft;
  return isCopy ? { ...draftOf(policy), name: "" } : draftOf(policy);
}
