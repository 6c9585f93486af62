import type { IncidentDetail } from "#lib/model/incident.ts";
import { categoryNames, type Preset } from "#lib/model/preset.ts";
import type { IncidentActs } from "./act.ts";
import { Answer } from "./answer.tsx";
import { IncidentActions } from "./incident-actions.tsx";
import { IncidentFacts, Suppressed } from "./incident-facts.tsx";
import { IncidentHeader } from "./incident-header.tsx";
import { IncidentTimeline } from "./incident-timeline.tsx";
import { MemberTable } from "./member-table.tsx";

interface Props {
  incident: IncidentDetail;
  /** In whose names the project shows its categories; null is Verdict's own. */
  preset: Preset | null;
  acts: IncidentActs | null;
}

/** One incident: what to do first, then its issues and its story. */
export function IncidentView({ incident, preset, acts }: Props) {
  const names = preset && categoryNames(preset);
  const { state, acknowledged_by, snoozed_until, resolved_by } = incident;
  return (
    <article className="content grid grid-cols-[minmax(0,1fr)] gap-6 py-4">
      <IncidentHeader incident={incident} names={names} mayAct={acts !== null} />
      <div className="border-y py-3">
        <IncidentActions title={incident.title} standing={{ state, acknowledged_by, snoozed_until, resolved_by }} acts={acts} />
      </div>
      <div className="grid content-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_20rem] [&>*]:min-w-0">
        <div className="grid content-start gap-8">
          <Answer incident={incident} names={names} />
          <MemberTable issues={incident.issues} />
          <IncidentTimeline incident={incident} />
        </div>
        <aside className="grid content-start gap-8">
          <IncidentFacts incident={incident} names={names} />
          <Suppressed suppressed={incident.suppressed} />
        </aside>
      </div>
    </article>
  );
}
