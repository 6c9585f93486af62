import { useNow, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useDuration } from "#components/policies/duration.tsx";
import { cx } from "#components/ui/cx.ts";
import { keyed } from "#components/ui/keyed.ts";
import { Section } from "#components/ui/section.tsx";
import { useClock, When } from "#components/ui/when.tsx";
import type { LadderPosition, LadderStep, ReceiverState, StepState } from "#lib/model/ladder.ts";
import type { IncidentStory } from "#lib/model/story.ts";
import { LadderSummary } from "./ladder-summary.tsx";

/** Who is told in which step, what came of each, and what comes next. */
export function Ladder({ story }: { story: IncidentStory }) {
  const t = useTranslations("incidents.ladder");
  const { incident, position } = story;
  return (
    <Section id="ladder" title={t("title")} aside={<span className="text-n10">{t("of", { policy: incident.policy })}</span>}>
      <LadderSummary story={story} />
      <div className="@container">
        {position ? <Steps position={position} /> : <p className="text-n11">{t("gone", { policy: incident.policy })}</p>}
      </div>
    </Section>
  );
}

function Steps({ position: { steps, repeat } }: { position: LadderPosition }) {
  const t = useTranslations("incidents.ladder");
  const interval = useDuration("interval");
  return (
    <ol className="grid grid-cols-[minmax(0,1fr)] border-t">
      {keyed(steps).map(({ item: step, key }) => (
        <Line key={key} mark={step.state} outcome={<Outcome step={step} />}>
          <Head step={step} number={key + 1} />
          <Receivers step={step} />
        </Line>
      ))}
      {repeat && (
        <Line mark={repeat.at ? "later" : "stopped"} outcome={<Repetition at={repeat.at} />}>
          <span className={repeat.at ? undefined : "text-n10"}>{t("repeat", { every: interval(repeat.every) })}</span>
        </Line>
      )}
    </ol>
  );
}

const marks: Record<StepState, string> = {
  done: "border-n10 bg-n10",
  passed: "border-n8 border-dashed",
  failed: "border-danger bg-danger",
  waiting: "border-2 border-medium",
  next: "border-2 border-accent",
  later: "border-n8",
  stopped: "border-n7 border-dashed",
};

function Line({ mark, outcome, children }: { mark: StepState; outcome: ReactNode; children: ReactNode }) {
  return (
    <li className="grid grid-cols-[1rem_minmax(0,1fr)] gap-x-3 gap-y-0.5 border-b border-n5 py-2 @xl:grid-cols-[1rem_minmax(0,1fr)_auto]">
      <span aria-hidden className={cx("mt-1.5 size-2 justify-self-center rounded-full border", marks[mark])} />
      <div className="min-w-0">{children}</div>
      <div className="text-n11 @max-xl:col-start-2 @xl:text-right">{outcome}</div>
    </li>
  );
}

const isAtOnce = (after: string): boolean => /^0+[smhd]$/.test(after);

function Head({ step: { after, condition, urgency, state }, number }: { step: LadderStep; number: number }) {
  const t = useTranslations("incidents.ladder");
  const duration = useDuration();
  return (
    <span className={state === "stopped" ? "text-n10" : undefined}>
      <span className="font-medium">{t("step", { number })}</span>
      {" · "}
      {isAtOnce(after) ? t("atOnce") : t("after", { after: duration(after) })}
      {condition && (
        <>
          {", "}
          {t.rich("if", { condition: () => <code className="font-mono text-code">{condition}</code> })}
        </>
      )}
      {urgency === "high" && <span className="text-n10">{` · ${t("urgent")}`}</span>}
    </span>
  );
}

const wrong: readonly ReceiverState[] = ["failed", "unusable", "cancelled"];

function Receivers({ step: { receivers } }: { step: LadderStep }) {
  const t = useTranslations("incidents.ladder.receiver");
  return (
    <ul className="flex flex-wrap gap-x-4 text-n11">
      {receivers.map(({ channel, state }) => (
        <li
          key={channel}
          className={cx("wrap-anywhere", state === "failed" && "text-danger", state === "unusable" && "text-n10")}
        >
          <bdi>{channel}</bdi>
          {state && <span className={wrong.includes(state) ? undefined : "text-n10"}>{` ${t(state)}`}</span>}
        </li>
      ))}
    </ul>
  );
}

/** How far away, and the time of day. */
function Time({ at }: { at: string }) {
  const clock = useClock();
  return (
    <span className="whitespace-nowrap">
      <When at={at} />
      <span className="text-n10">{` · ${clock(at)}`}</span>
    </span>
  );
}

/** The same within a sentence. */
export function Moment({ at }: { at: string }) {
  const clock = useClock();
  return (
    <span className="whitespace-nowrap">
      {clock(at)} (<When at={at} />)
    </span>
  );
}

/** Whether all that the step could do was a digest's line. */
const isNoted = ({ state, receivers }: LadderStep): boolean =>
  state === "done" &&
  receivers.some((each) => each.state === "line") &&
  receivers.every((each) => each.state === "line" || each.state === "unusable");

/** Of a time that is still expected: whether it is over. */
function useDue(): (at: string | null) => boolean {
  const now = useNow();
  return (at) => at !== null && new Date(at) <= now;
}

const looks: Partial<Record<StepState, string>> = { failed: "text-danger", next: "text-n12", waiting: "text-n12" };

function Outcome({ step }: { step: LadderStep }) {
  const t = useTranslations("incidents.ladder.state");
  const isDue = useDue();
  const { state, at, calendar } = step;
  const ahead = (state === "next" || state === "later") && isDue(at) ? "due" : state;
  const word = ahead === "waiting" ? t("waiting", { calendar: calendar ?? "" }) : t(isNoted(step) ? "noted" : ahead);
  return (
    <>
      <span className={looks[state]}>{word}</span> {at && <Time at={at} />}
    </>
  );
}

function Repetition({ at }: { at: string | null }) {
  const t = useTranslations("incidents.ladder.state");
  const isDue = useDue();
  if (!at) return t("stopped");
  return (
    <>
      {isDue(at) && `${t("due")} `}
      <Time at={at} />
    </>
  );
}
