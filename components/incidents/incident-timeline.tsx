import { useTranslations } from "next-intl";
import { RunWords } from "#components/decisions/run-words.tsx";
import { MessageLine } from "#components/messages/message-line.tsx";
import { cx } from "#components/ui/cx.ts";
import { Section } from "#components/ui/section.tsx";
import { When } from "#components/ui/when.tsx";
import type { IncidentStory } from "#lib/model/story.ts";
import { type Entry, isLoss, timeline } from "./timeline.ts";
import { TurnWords } from "./turn-words.tsx";

/** The incident's story, the newest first. A filled mark is something that reached people or that they did. */
export function IncidentTimeline({ story }: { story: IncidentStory }) {
  const t = useTranslations("incidents");
  return (
    <Section id="timeline" title={t("timeline")}>
      <ol className="@container grid grid-cols-[minmax(0,1fr)]">
        {timeline(story).map((entry) => (
          <li
            key={entry.key}
            className="grid grid-cols-[1rem_minmax(0,1fr)] gap-x-3 border-b border-n5 py-2 last:border-0 @lg:grid-cols-[1rem_minmax(0,1fr)_auto]"
          >
            <Mark entry={entry} />
            <div className="min-w-0">
              <Words entry={entry} />
            </div>
            <span className="text-n10 @max-lg:col-start-2 @max-lg:text-meta">
              <When at={entry.at} by="clock" />
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}

const isBad = (entry: Entry): boolean =>
  "message" in entry ? entry.message.state === "failed" : "turn" in entry && isLoss(entry.turn);

function Mark({ entry }: { entry: Entry }) {
  const isLoud =
    "turn" in entry ||
    ("message" in entry && entry.message.state === "sent") ||
    ("decision" in entry && entry.decision.to.length > 0);
  return (
    <span
      aria-hidden
      className={cx(
        "mt-1.5 size-2 justify-self-center rounded-full border",
        isBad(entry) ? "border-danger bg-danger" : isLoud ? "border-n10 bg-n10" : "border-n8",
      )}
    />
  );
}

function Words({ entry }: { entry: Entry }) {
  if ("message" in entry) return <MessageLine message={entry.message} />;
  if ("decision" in entry) return <RunWords run={entry} />;
  return <TurnWords turn={entry.turn} by={entry.by} at={entry.at} />;
}
