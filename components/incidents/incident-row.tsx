import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { splitTitle } from "#components/issues/title.ts";
import { Quantity } from "#components/ui/quantity.tsx";
import { When } from "#components/ui/when.tsx";
import { SeverityMark } from "#components/verdict/severity-mark.tsx";
import type { IncidentSummary } from "#lib/model/incident.ts";
import type { CategoryNames } from "#lib/model/preset.ts";
import type { Acknowledge } from "./act.ts";
import { column } from "./columns.ts";
import { groupLine } from "./group.ts";
import { RowStanding } from "./row-standing.tsx";
import { standingOf } from "./standing.tsx";

interface Props {
  incident: IncidentSummary;
  names: CategoryNames | null;
  /** Only digests tell of it. */
  isDigested: boolean;
  acknowledge: Acknowledge | null;
}

export function IncidentRow({ incident, names, isDigested, acknowledge }: Props) {
  return (
    <tr className="relative h-9 border-b border-n5 transition-colors hover:bg-n3 @max-4xl:grid @max-4xl:h-auto @max-4xl:grid-cols-[1.375rem_minmax(0,1fr)_auto] @max-4xl:gap-y-0.5 @max-4xl:py-2">
      <td className={column.severity}>
        <SeverityMark severity={incident.severity} wordOn="wide" />
      </td>
      <td className={column.incident}>
        <Title incident={incident} names={names} />
      </td>
      <td className={column.where}>{groupLine(incident, names)}</td>
      <td className={column.policy}>{incident.policy}</td>
      <td className={column.issues}>
        <Issues count={incident.members.length} />
      </td>
      <td className={column.users}>
        <Quantity count={incident.users} unit="users" unitOn="narrow" />
      </td>
      <td className={column.opened}>
        <When at={incident.opened_at} />
      </td>
      <td className={column.state}>
        <RowStanding
          id={incident.id}
          title={incident.title}
          standing={standingOf(incident, isDigested)}
          acknowledge={acknowledge}
        />
      </td>
    </tr>
  );
}

function Issues({ count }: { count: number }) {
  const t = useTranslations("incidents");
  const format = useFormatter();
  return (
    <>
      {format.number(count)} <span className="@4xl:sr-only">{t("issues", { count })}</span>
    </>
  );
}

/** Where the list is narrow, severity and group stand below the title, as their columns are gone. */
function Title({ incident, names }: Pick<Props, "incident" | "names">) {
  const t = useTranslations("severity");
  const { type, message } = splitTitle(incident.title);
  return (
    <>
      <Link
        href={`/incidents/${incident.id}`}
        prefetch={false}
        data-row
        className="block truncate after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-sm focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
      >
        <bdi>
          {type && <span className="font-medium">{type} </span>}
          <span className={type ? "text-n11" : undefined}>{message}</span>
        </bdi>
      </Link>
      <span className="block truncate text-meta text-n11 @4xl:hidden">
        {[t(incident.severity), groupLine(incident, names)].filter(Boolean).join(" · ")}
      </span>
    </>
  );
}
