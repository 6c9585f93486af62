import { useTranslations } from "next-intl";
import { RowKeys } from "#components/keys/row-keys.tsx";
import { UndoKey } from "#components/keys/undo-key.tsx";
import { VersionsProvider } from "#components/ui/versions.tsx";
import type { ChannelState } from "#lib/model/channel.ts";
import type { PolicySpec } from "#lib/model/policy.ts";
import type { ChangePolicies } from "./acts.ts";
import { column } from "./columns.ts";
import { type PolicyNote, PolicyRow } from "./policy-row.tsx";

interface Props {
  policies: readonly PolicySpec[];
  notes: readonly PolicyNote[];
  version: number;
  channels: readonly ChannelState[];
  /** Null when the person may not. */
  change: ChangePolicies | null;
}

/** The policies in the order they are asked. */
export function PolicyList({ policies, notes, version, ...rest }: Props) {
  const t = useTranslations("policies");
  return (
    <div className="@container">
      <VersionsProvider version={version}>
        <table className="w-full table-fixed @max-4xl:block">
          <caption className="sr-only">{t("label")}</caption>
          <thead className="@max-4xl:sr-only">
            <tr className="h-8 text-left text-meta text-n10 [&>th]:font-normal [&>th]:text-n10">
              <th className={column.position}>
                <span className="sr-only">{t("column.position")}</span>
              </th>
              <th className={column.policy}>{t("column.policy")}</th>
              <th className={column.told}>{t("column.told")}</th>
              <th className={column.timing}>{t("column.timing")}</th>
              <th className={column.controls}>
                {rest.change ? t("column.enabled") : <span className="sr-only">{t("column.actions")}</span>}
              </th>
            </tr>
          </thead>
          <tbody className="border-t @max-4xl:block">
            {policies.map((policy, at) => (
              <PolicyRow key={policy.name} {...rest} policy={policy} note={notes[at]} at={at} count={policies.length} />
            ))}
          </tbody>
        </table>
      </VersionsProvider>
      <RowKeys />
      {rest.change && <UndoKey />}
    </div>
  );
}
