import { useNow, useTranslations } from "next-intl";
import { CauseWords } from "#components/decisions/cause-words.tsx";
import type { LadderPosition } from "#lib/model/ladder.ts";
import type { IncidentStory } from "#lib/model/story.ts";
import { Moment } from "./ladder.tsx";

/** What happens next with the incident if nobody does anything, in a sentence. */
export function LadderSummary({ story }: { story: IncidentStory }) {
  const t = useTranslations("incidents.ladder.now");
  const now = useNow();
  const { incident, position, held } = story;
  const snoozed = incident.snoozed_until && new Date(incident.snoozed_until) > now ? incident.snoozed_until : null;
  if (incident.state === "resolved") return <p className="text-n11">{t("resolved")}</p>;
  return (
    <div className="grid gap-1 text-n11">
      {incident.state === "acknowledged" && <Acknowledged position={position} />}
      {incident.state === "open" && snoozed && <p>{t.rich("snoozed", { time: () => <Moment at={snoozed} /> })}</p>}
      {held && <p>{t.rich(incident.told === 0 ? "held" : "heldNext", { cause: () => <CauseWords cause={held} /> })}</p>}
      {incident.assigned.length > 0 && <p>{t("assigned", { channels: incident.assigned.join(", ") })}</p>}
      {position && position.digests.length > 0 && <Digests digests={position.digests} />}
    </div>
  );
}

function Acknowledged({ position }: { position: LadderPosition | null }) {
  const t = useTranslations("incidents.ladder.now");
  const expires = position?.ackExpiresAt;
  if (!expires) return <p>{t("acknowledged")}</p>;
  return <p>{t.rich("ackExpires", { time: () => <Moment at={expires} /> })}</p>;
}

/** Nobody is interrupted: it is read in a digest. */
function Digests({ digests }: Pick<LadderPosition, "digests">) {
  const t = useTranslations("incidents.ladder.now");
  return digests.map(({ channel, at, isSent }) => (
    <p key={channel}>{t.rich(isSent ? "digestSent" : "digest", { channel, time: () => <Moment at={at} /> })}</p>
  ));
}
