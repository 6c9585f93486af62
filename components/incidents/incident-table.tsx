import { useTranslations } from "next-intl";
import { RowKeys } from "#components/keys/row-keys.tsx";
import type { IncidentSummary } from "#lib/model/incident.ts";
import { categoryNames, type PresetOf } from "#lib/model/preset.ts";
import { AcknowledgeKey } from "./acknowledge-key.tsx";
import type { Acknowledge } from "./act.ts";
import { column } from "./columns.ts";
import { IncidentRow } from "./incident-row.tsx";

interface Props {
  incidents: readonly IncidentSummary[];
  presetOf: PresetOf;
  /** The policies that tell by digests alone. */
  digested: readonly string[];
  acknowledge: Acknowledge | null;
}

/** The dense list; where it is narrow each row takes more lines. */
export function IncidentTable({ incidents, presetOf, digested, acknowledge }: Props) {
  const t = useTranslations("incidents");
  const namesFor = (incident: IncidentSummary) => {
    const preset = presetOf(incident);
    return preset && categoryNames(preset);
  };
  return (
    <div className="@container">
      <table className="w-full table-fixed @max-4xl:block">
        <caption className="sr-only">{t("label")}</caption>
        <thead className="@max-4xl:sr-only">
          <tr className="h-8 text-left text-meta text-n10 [&>th]:font-normal [&>th]:text-n10">
            <th className={column.severity}>{t("column.severity")}</th>
            <th className={column.incident}>{t("column.incident")}</th>
            <th className={column.where}>{t("column.where")}</th>
            <th className={column.policy}>{t("column.policy")}</th>
            <th className={column.issues}>{t("column.issues")}</th>
            <th className={column.users}>{t("column.users")}</th>
            <th className={column.opened}>{t("column.opened")}</th>
            <th className={column.state}>{t("column.state")}</th>
          </tr>
        </thead>
        <tbody className="border-t @max-4xl:block">
          {incidents.map((incident) => (
            <IncidentRow
              key={incident.id}
              incident={incident}
              names={namesFor(incident)}
              isDigested={digested.includes(incident.policy)}
              acknowledge={acknowledge}
            />
          ))}
        </tbody>
      </table>
      <RowKeys />
      {acknowledge && <AcknowledgeKey />}
    </div>
  );
}
