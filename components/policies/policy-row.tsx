import Link from "next/link";
import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import type { ChannelState } from "#lib/model/channel.ts";
import type { PolicySpec } from "#lib/model/policy.ts";
import type { ChangePolicies } from "./acts.ts";
import { column } from "./columns.ts";
import { useDuration } from "./duration.tsx";
import { PolicyControls } from "./policy-controls.tsx";
import { Told } from "./told.tsx";

export interface PolicyNote {
  means: string | null;
  unobeyed: readonly { path: string; says: string }[];
}

interface Props {
  policy: PolicySpec;
  note: PolicyNote | undefined;
  at: number;
  count: number;
  channels: readonly ChannelState[];
  change: ChangePolicies | null;
}

const editHref = (name: string): string => `/policies/edit?${new URLSearchParams({ policy: name })}`;

export function PolicyRow({ policy, note, at, count, channels, change }: Props) {
  const t = useTranslations("policies");
  const isLast = at === count - 1;
  return (
    <tr className="border-b border-n5 align-top hover:bg-n2 [&>td]:py-2 @max-4xl:grid @max-4xl:grid-cols-[1.5rem_minmax(0,1fr)] @max-4xl:py-1 [&>td]:@max-4xl:py-1">
      <td className={column.position}>{at + 1}</td>
      <td className={column.policy}>
        <span className="flex flex-wrap items-center gap-x-2">
          <Link
            href={editHref(policy.name)}
            prefetch={false}
            data-row
            className="min-h-6 py-0.5 font-medium wrap-anywhere hover:underline"
          >
            {policy.name}
          </Link>
          {!policy.enabled && <Badge>{t("off")}</Badge>}
          {!policy.stop && <Badge>{t("goesOn")}</Badge>}
        </span>
        <code className="block font-mono text-code text-n11 wrap-anywhere">{policy.match}</code>
        {note?.means && <span className="block text-meta text-n10 wrap-anywhere">{note.means}</span>}
        {isLast && (
          <span id="last-policy-why" className="block text-meta text-n10">
            {t("catchAll")}
          </span>
        )}
      </td>
      <td className={column.told}>
        <Told policy={policy} channels={channels} />
        <Unobeyed note={note} />
      </td>
      <td className={column.timing}>
        <Timing policy={policy} />
      </td>
      <td className={column.controls}>
        {change && <PolicyControls {...{ name: policy.name, enabled: policy.enabled, at, count, change }} />}
      </td>
    </tr>
  );
}

function Timing({ policy }: Pick<Props, "policy">) {
  const t = useTranslations("policies");
  const duration = useDuration();
  return (
    <>
      {t("once", { window: duration(policy.window.for) })}
      <span className="block text-n10">
        {policy.repeat === "never" ? t("repeatsNever") : t("repeats", { repeat: duration(policy.repeat) })}
      </span>
    </>
  );
}

/** Parts beside the ladder that are kept but not yet acted on. */
function Unobeyed({ note }: Pick<Props, "note">) {
  const t = useTranslations("policies");
  const parts = (note?.unobeyed ?? []).filter(({ path }) => !path.startsWith("ladder"));
  if (parts.length === 0) return null;
  return (
    <span className="mt-1 flex flex-wrap items-center gap-x-2">
      <span className="text-n10">{parts.map(({ path, says }) => `${partName(t, path)} ${says}`).join(", ")}</span>
      <Badge dashed>{t("notObeyed")}</Badge>
    </span>
  );
}

const named = ["calendar", "wait", "update", "ackExpires", "confidenceFloor", "stop"] as const;

function partName(t: ReturnType<typeof useTranslations<"policies">>, path: string): string {
  const known = named.find((name) => path.startsWith(name));
  return known ? t(`part.${known}`) : path;
}
