import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { When } from "#components/ui/when.tsx";
import { DataTable } from "./data-table.tsx";
import { SettingsPage } from "./settings-page.tsx";
import { told } from "./told.ts";

export interface AuditRow {
  id: string;
  at: string;
  by: string;
  action: string;
  target: string | null;
  data: unknown;
}

interface Props {
  entries: readonly AuditRow[];
  /** Where the older ones are. */
  next: string | null;
  first: string | null;
}

export function AuditList({ entries, next, first }: Props) {
  const t = useTranslations("settings.audit");
  const columns = [
    { key: "action", label: t("action"), kind: "main" },
    { key: "target", label: t("target") },
    { key: "by", label: t("by") },
    { key: "at", label: t("at") },
  ] as const;
  const rows = entries.map(({ id, at, by, action, target, data }) => ({
    key: id,
    cells: {
      action: <What action={action} data={data} />,
      target: target && <bdi className="inline-block max-w-56 wrap-break-word">{target}</bdi>,
      by: <bdi className="inline-block max-w-40 wrap-break-word">{by}</bdi>,
      at: <When at={at} />,
    },
  }));
  return (
    <SettingsPage title={t("title")} body={t("body")}>
      {entries.length > 0 ? (
        <DataTable label={t("title")} columns={columns} rows={rows} />
      ) : (
        <p className="text-n11">{t("none")}</p>
      )}
      <Pages next={next} first={first} />
    </SettingsPage>
  );
}

function What({ action, data }: Pick<AuditRow, "action" | "data">) {
  const t = useTranslations("settings.audit");
  const key = `actions.${action.replaceAll(".", "_")}` as "actions.key_create";
  const said = told(data);
  return (
    <span className="grid min-w-0 py-1">
      <span className="font-medium">{t.has(key) ? t(key) : action}</span>
      {said && <span className="line-clamp-3 text-meta wrap-anywhere text-n10">{said}</span>}
    </span>
  );
}

function Pages({ next, first }: Pick<Props, "next" | "first">) {
  const t = useTranslations("settings.audit");
  if (!next && !first) return null;
  return (
    <nav aria-label={t("pages")} className="flex justify-end gap-2">
      {first && (
        <Link prefetch={false} href={first} className={buttonClass("quiet")}>
          {t("first")}
        </Link>
      )}
      {next && (
        <Link prefetch={false} href={next} className={buttonClass("secondary")}>
          {t("next")}
        </Link>
      )}
    </nav>
  );
}
