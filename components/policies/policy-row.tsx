import Link from "next/link";
import { useTranslations } from "next-intl";
import { Suspense } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { cx } from "#components/ui/cx.ts";
import type { ChannelState } from "#lib/model/channel.ts";
import type { NoiseFigures } from "#lib/model/noise.ts";
import type { PolicySpec } from "#lib/model/policy.ts";
import type { PolicySummary } from "#lib/model/policy-summary.ts";
import type { ChangePolicies } from "./acts.ts";
import { column } from "./columns.ts";
import { itemHref } from "./item.ts";
import { PolicyControls } from "./policy-controls.tsx";
import { PolicyFigures } from "./policy-figures.tsx";

export interface PolicyNote {
  /** The query in words, and the policy in words. */
  means: string | null;
  summary: PolicySummary;
}

interface Props {
  policy: PolicySpec;
  note: PolicyNote | undefined;
  figures: Promise<NoiseFigures>;
  at: number;
  count: number;
  channels: readonly ChannelState[];
  change: ChangePolicies | null;
}

export function PolicyRow({ policy, note, figures, at, count, channels, change }: Props) {
  return (
    <tr className="border-b border-n5 align-top hover:bg-n2 [&>td]:py-2 @max-4xl:grid @max-4xl:grid-cols-[1.5rem_minmax(0,1fr)] @max-4xl:py-1 [&>td]:@max-4xl:py-1">
      <td className={column.position}>{at + 1}</td>
      <td className={column.policy}>
        <Name policy={policy} note={note} isLast={at === count - 1} />
      </td>
      <td className={cx(column.told, "@4xl:pt-2.5!")}>
        {note && <Said summary={note.summary} />}
        <Unable policy={policy} channels={channels} />
      </td>
      <td className={cx(column.figures, "@4xl:pt-2.5!")}>
        <Suspense fallback={null}>
          <PolicyFigures figures={figures} name={policy.name} />
        </Suspense>
      </td>
      <td className={column.controls}>
        {change && <PolicyControls {...{ name: policy.name, enabled: policy.enabled, at, count, change }} />}
      </td>
    </tr>
  );
}

function Name({ policy, note, isLast }: Pick<Props, "policy" | "note"> & { isLast: boolean }) {
  const t = useTranslations("policies");
  return (
    <>
      <span className="flex flex-wrap items-center gap-x-2">
        <Link
          href={itemHref.policies(policy.name)}
          prefetch={false}
          data-row
          className="min-h-6 py-0.5 font-medium wrap-anywhere hover:underline"
        >
          {policy.name}
        </Link>
        <code className="font-mono text-code text-n11 wrap-anywhere">{policy.match}</code>
        {!policy.enabled && <Badge>{t("off")}</Badge>}
        {!policy.stop && <Badge>{t("goesOn")}</Badge>}
      </span>
      {note?.means && <span className="block text-meta text-n10 wrap-anywhere">{note.means}</span>}
      {isLast && (
        <span id="last-policy-why" className="block text-meta text-n10">
          {t("catchAll")}
        </span>
      )}
    </>
  );
}

/** Who is told stands first; what is not so with every policy is said less loudly. */
function Said({ summary: { told, own } }: { summary: PolicySummary }) {
  return (
    <p className="wrap-anywhere">
      {told} {own.length > 0 && <span className="text-n10">{own.join(" ")}</span>}
    </p>
  );
}

/** Which of the channels it names a message would not reach now. */
function Unable({ policy, channels }: Pick<Props, "policy" | "channels">) {
  const t = useTranslations("policies");
  const names = [...new Set(policy.ladder.flatMap(({ to }) => to))];
  const inState = (wanted: ChannelState["state"]): string =>
    names.filter((name) => channels.some((channel) => channel.name === name && channel.state === wanted)).join(", ");
  const [broken, unset] = [inState("broken"), inState("unset")];
  return (
    <>
      {broken && <p className="text-danger wrap-anywhere">{t("broken", { channels: broken })}</p>}
      {unset && (
        <p className="text-meta text-n10 wrap-anywhere">
          {t("notReady", { channels: unset })}{" "}
          <Link href="/settings/channels" prefetch={false} className="underline decoration-n8 underline-offset-2 hover:text-n12">
            {t("setUp")}
          </Link>
        </p>
      )}
    </>
  );
}
