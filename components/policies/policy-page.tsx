import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ChannelState } from "#lib/model/channel.ts";
import type { PolicySpec } from "#lib/model/policy.ts";
import type { Place, SavePolicy } from "./acts.ts";
import type { Draft } from "./draft.ts";
import { KeptParts, LaterSteps } from "./kept-parts.tsx";
import { PolicyForm } from "./policy-form.tsx";

interface Props {
  place: Place;
  /** The policy in question, or the one that a new one begins as. */
  policy: PolicySpec | null;
  draft: Draft;
  /** What its match means. */
  means: string | null;
  channels: readonly ChannelState[];
  groupFields: readonly string[];
  isLast: boolean;
  /** No policy has its name any more. */
  isGone: boolean;
  save: SavePolicy | null;
}

/** The form around one policy: to edit it, to begin another from it, or to begin anew. */
export function PolicyPage({ place, policy, draft, means, channels, groupFields, isLast, isGone, save }: Props) {
  const t = useTranslations("policyForm");
  const edited = place.at === null ? null : policy;
  const title = edited ? (save ? t("titleEdit", { name: edited.name }) : edited.name) : t("titleNew");
  return (
    <div className="content grid grid-cols-[minmax(0,1fr)] gap-6 py-4">
      <header className="grid gap-2">
        <nav className="flex min-w-0 items-center gap-1.5 text-n10">
          <Link href="/policies" className="inline-flex h-6 items-center hover:text-n12 hover:underline">
            {t("back")}
          </Link>
          <span aria-hidden>/</span>
          <span className="truncate">{edited?.name ?? t("titleNew")}</span>
        </nav>
        <h1 className="text-page font-semibold wrap-anywhere">{title}</h1>
        {place.copyOf !== null && <p className="text-n11">{t("copyNote")}</p>}
        {isGone && <p className="border-l-2 border-medium pl-3 text-n11">{t("goneNote", { version: place.version })}</p>}
      </header>
      {/* Not keyed by the version: what is typed outlives the versions that others save. */}
      <PolicyForm
        key={`${edited?.name} ${place.copyOf === null ? "" : policy?.name}`}
        place={place}
        draft={draft}
        means={means}
        offered={{ groupFields, channels }}
        isLast={isLast}
        save={save}
        later={policy && <LaterSteps policy={policy} />}
        kept={policy && <KeptParts policy={policy} />}
      />
    </div>
  );
}
