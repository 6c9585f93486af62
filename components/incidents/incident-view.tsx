import { FocusKey } from "#components/keys/focus-key.tsx";
import { categoryNames, type Preset } from "#lib/model/preset.ts";
import type { IncidentStory } from "#lib/model/story.ts";
import type { IncidentActs } from "./act.ts";
import { Answer } from "./answer.tsx";
import { IncidentActions } from "./incident-actions.tsx";
import { IncidentFacts, Suppressed } from "./incident-facts.tsx";
import { IncidentHeader } from "./incident-header.tsx";
import { IncidentTimeline } from "./incident-timeline.tsx";
import { Ladder } from "./ladder.tsx";
import { MemberTable } from "./member-table.tsx";
import { standingOf } from "./standing.tsx";
import { Undelivered } from "./undelivered.tsx";

interface Props {
  story: IncidentStory;
  /** In whose names the project shows its categories; null is Verdict's own. */
  preset: Preset | null;
  acts: IncidentActs | null;
}

/** One incident: what to do first, then whom it reaches, its issues and its story. */
export function IncidentView({ story, preset, acts }: Props) {
  const names = preset && categoryNames(preset);
  const { incident, receivers } = story;
  const standing = standingOf(incident, (story.position?.digests.length ?? 0) > 0);
  return (
    <article className="content grid grid-cols-[minmax(0,1fr)] gap-6 py-4">
      <IncidentHeader incident={incident} names={names} mayAct={acts !== null} />
      <div className="border-y py-3">
        <IncidentActions title={incident.title} standing={standing} receivers={receivers} acts={acts} />
      </div>
      <Undelivered story={story} />
      <div className="grid content-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_20rem] [&>*]:min-w-0">
        <div className="grid content-start gap-8">
          <Answer incident={incident} names={names} />
          <Ladder story={story} />
          <MemberTable issues={incident.issues} />
          <IncidentTimeline story={story} />
        </div>
        <aside className="grid content-start gap-8">
          <IncidentFacts incident={incident} names={names} />
          <Suppressed suppressed={incident.suppressed} incident={incident.id} />
        </aside>
      </div>
      <FocusKey on="w" to="timeline" />
    </article>
  );
}
