import Link from "next/link";
import { useNow, useTranslations } from "next-intl";
import { splitTitle } from "#components/issues/title.ts";
import { hrefOf as silencesHref } from "#components/policies/view.ts";
import { buttonClass } from "#components/ui/button.tsx";
import { Quantity } from "#components/ui/quantity.tsx";
import { When } from "#components/ui/when.tsx";
import { SeverityMark } from "#components/verdict/severity-mark.tsx";
import type { IncidentSummary } from "#lib/model/incident.ts";
import type { CategoryNames } from "#lib/model/preset.ts";
import { groupLine } from "./group.ts";
import { lasting } from "./lasting.ts";

interface Props {
  incident: IncidentSummary;
  names: CategoryNames | null;
  mayAct: boolean;
}

export function IncidentHeader({ incident, names, mayAct }: Props) {
  const t = useTranslations("incidents");
  const { type, message } = splitTitle(incident.title);
  return (
    <header className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <nav className="flex min-w-0 items-center gap-1.5 text-n10">
          <Link href="/incidents" className="inline-flex h-6 items-center hover:text-n12 hover:underline">
            {t("back")}
          </Link>
          <span aria-hidden>/</span>
          <span className="truncate font-mono text-code">{incident.id.slice(-8)}</span>
        </nav>
        {mayAct && incident.state !== "resolved" && (
          <Link
            href={silencesHref({ view: "silences", silence: incident.query, incident: incident.id })}
            prefetch={false}
            className={buttonClass("quiet", "-mr-3 max-md:-ml-3")}
          >
            {t(incident.members.length > 0 ? "silence" : "silenceThis")}
          </Link>
        )}
      </div>
      <h1 className="text-page font-semibold wrap-anywhere">
        <bdi>{type ?? message}</bdi>
      </h1>
      {type && (
        <p className="line-clamp-3 text-n11 wrap-anywhere">
          <bdi>{message}</bdi>
        </p>
      )}
      <Meta incident={incident} names={names} />
    </header>
  );
}

function Meta({ incident, names }: Omit<Props, "mayAct">) {
  const t = useTranslations();
  const now = useNow();
  const { unit, count } = lasting(incident.opened_at, incident.resolved_at ? new Date(incident.resolved_at) : now);
  const duration = t(`duration.${unit}`, { count });
  const group = groupLine(incident, names);
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-n10">
      <li className="text-n12">
        <SeverityMark severity={incident.severity} />
      </li>
      <li>
        {t.rich("incidents.opened", { when: () => <When at={incident.opened_at} /> })}
        {incident.resolved_at && `, ${t("incidents.lasted", { duration })}`}
      </li>
      {group && <li className="wrap-anywhere">{group}</li>}
      <li className="wrap-anywhere">{t("incidents.byPolicy", { policy: incident.policy })}</li>
      {incident.users !== null && (
        <li>
          <Quantity count={incident.users} unit="users" />
        </li>
      )}
    </ul>
  );
}
