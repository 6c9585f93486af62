import Link from "next/link";
import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { PutBackButton } from "#components/ui/put-back-button.tsx";
import { When } from "#components/ui/when.tsx";
import type { PolicyChange, PolicyDiff, PolicyVersionSummary } from "#lib/model/policy-version.ts";
import type { PutBack } from "./acts.ts";
import { TextDiff } from "./text-diff.tsx";
import { hrefOf } from "./view.ts";

interface Props {
  versions: readonly PolicyVersionSummary[];
  /** The version that stands. */
  stands: number;
  /** The difference that the address asks for. */
  shown: PolicyDiff | null;
  /** Where older ones are; null when these are the oldest. */
  older: number | null;
  before: number | undefined;
  /** Null when the person may not. */
  putBack: PutBack | null;
}

/** Who changed what when, the newest first; each can be looked at and put back. */
export function VersionList({ versions, older, ...rows }: Props) {
  const t = useTranslations("policies");
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <ol aria-label={t("historyTitle")} className="border-t">
        {versions.map((row) => (
          <Row key={row.version} row={row} {...rows} />
        ))}
      </ol>
      {older !== null && (
        <Link href={hrefOf({ view: "history", before: older })} className={buttonClass("secondary", "justify-self-start")}>
          {t("history.older")}
        </Link>
      )}
    </div>
  );
}

function Row({ row, stands, shown, before, putBack }: { row: PolicyVersionSummary } & Omit<Props, "versions" | "older">) {
  const t = useTranslations("policies");
  const { version, at, by } = row;
  const isShown = shown?.to === version;
  return (
    <li id={`version-${version}`} className="grid grid-cols-[minmax(0,1fr)] gap-2 border-b border-n5 py-2">
      <div className="flex items-start justify-between gap-x-6 gap-y-1 max-md:flex-wrap">
        <div className="grid min-w-0 grid-cols-[2.5rem_minmax(0,1fr)] gap-x-3">
          <span className="text-right leading-6">{version}</span>
          <div className="min-w-0 leading-6 wrap-anywhere">
            <span className="inline-block first-letter:uppercase">
              <What row={row} />
            </span>
            <p className="text-meta text-n10">
              {by === "default" ? t("byVerdict") : by} · <When at={at} />{" "}
              {version === stands && <Badge>{t("history.stands")}</Badge>}
            </p>
          </div>
        </div>
        <div className="flex gap-1 max-md:pl-10">
          {version > 1 && (
            <Link
              href={hrefOf({ view: "history", before, diff: isShown ? undefined : version })}
              scroll={false}
              prefetch={false}
              aria-expanded={isShown}
              aria-label={t(isShown ? "history.hideLabel" : "history.showLabel", { version })}
              className={buttonClass("quiet")}
            >
              {t(isShown ? "history.hide" : "history.show")}
            </Link>
          )}
          {putBack && version !== stands && <PutBackButton of="policies" to={version} stands={stands} putBack={putBack} />}
        </div>
      </div>
      {isShown && <TextDiff diff={shown.diff} label={t("history.diffLabel", { from: shown.from, to: shown.to })} />}
    </li>
  );
}

function What({ row }: { row: PolicyVersionSummary }) {
  const t = useTranslations("policies");
  if (row.version === 1) return t("differenceFirst");
  if (row.changes.length === 0) return t("differenceNone");
  return row.changes.map((change) => said(t, change)).join(", ");
}

function said(t: ReturnType<typeof useTranslations<"policies">>, { what, how, name }: PolicyChange): string {
  if (what === "order" || what === "hourly") return t(`difference.${what}`);
  return t(`difference.${how}`, { what: t(`differenceOf.${what}`), name: name ?? "" });
}
