import Link from "next/link";
import { useTranslations } from "next-intl";
import { Suspense } from "react";
import { RowKeys } from "#components/keys/row-keys.tsx";
import { UndoKey } from "#components/keys/undo-key.tsx";
import { VersionsProvider } from "#components/ui/versions.tsx";
import type { ChannelState } from "#lib/model/channel.ts";
import type { NoiseFigures } from "#lib/model/noise.ts";
import type { PolicySpec } from "#lib/model/policy.ts";
import type { ChangePolicies } from "./acts.ts";
import { column } from "./columns.ts";
import { Coverage } from "./coverage.tsx";
import { type PolicyNote, PolicyRow } from "./policy-row.tsx";

interface Props {
  policies: readonly PolicySpec[];
  notes: readonly PolicyNote[];
  version: number;
  channels: readonly ChannelState[];
  /** Of so many days; the list does not wait for them. */
  days: number;
  figures: Promise<NoiseFigures>;
  /** Null when the person may not. */
  change: ChangePolicies | null;
}

/** The policies in the order they are asked, and what none of them tells anybody. */
export function PolicyList({ policies, notes, version, days, ...rest }: Props) {
  return (
    <div className="@container grid grid-cols-[minmax(0,1fr)] gap-8">
      <VersionsProvider version={version}>
        <table className="w-full table-fixed @max-4xl:block">
          <Head days={days} mayChange={rest.change !== null} />
          <tbody className="border-t @max-4xl:block">
            {policies.map((policy, at) => (
              <PolicyRow key={policy.name} {...rest} {...{ policy, at, note: notes[at], count: policies.length }} />
            ))}
          </tbody>
        </table>
      </VersionsProvider>
      <Suspense fallback={null}>
        <Coverage figures={rest.figures} />
      </Suspense>
      <RowKeys />
      {rest.change && <UndoKey />}
    </div>
  );
}

function Head({ days, mayChange }: { days: number; mayChange: boolean }) {
  const t = useTranslations("policies");
  return (
    <>
      <caption className="sr-only">{t("label")}</caption>
      <thead className="@max-4xl:sr-only">
        <tr className="h-8 text-left text-meta text-n10 [&>th]:font-normal [&>th]:text-n10">
          <th className={column.position}>
            <span className="sr-only">{t("column.position")}</span>
          </th>
          <th className={column.policy}>{t("column.policy")}</th>
          <th className={column.told}>{t("column.told")}</th>
          <th className={column.figures}>
            <Link href="/decisions/noise" prefetch={false} className="inline-flex min-h-6 items-center hover:underline">
              {t("column.figures", { days })}
            </Link>
          </th>
          <th className={column.controls}>
            {mayChange ? t("column.enabled") : <span className="sr-only">{t("column.actions")}</span>}
          </th>
        </tr>
      </thead>
    </>
  );
}
