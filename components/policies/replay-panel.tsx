"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Pick } from "#components/ui/pick.tsx";
import { Section } from "#components/ui/section.tsx";
import type { SortedFaults } from "./item.ts";
import { type Edit, replayDays } from "./replay-lines.ts";
import { ReplayResult } from "./replay-result.tsx";
import { type Replaying, useReplay } from "./use-replay.ts";

interface Props {
  /** What is typed; null where there is nothing to replay yet. */
  edit: Edit | null;
  /** Faults that the replay found, for their fields. */
  onFaults?: (faults: SortedFaults) => void;
}

/** What the edit would have done to the days gone by, before it is saved. */
export function ReplayPanel({ edit, onFaults }: Props) {
  const t = useTranslations("replay");
  const [days, setDays] = useState<number>(7);
  const [of, setOf] = useState<string | null>(null);
  const typed = JSON.stringify([edit, days]);
  const { replaying, start, cancel } = useReplay(onFaults);
  const isRunning = replaying.state === "running";
  function press(): void {
    if (isRunning) cancel();
    else if (edit) start(edit, days);
    if (!isRunning) setOf(typed);
  }
  return (
    <Section id="replay" title={t("title")}>
      <p className="text-n11">{t("body")}</p>
      <div className="flex flex-wrap items-end gap-3">
        <div className="w-40">
          <Pick
            id="replay-days"
            label={t("days")}
            error={undefined}
            value={String(days)}
            onChange={(value) => setDays(Number(value))}
            options={replayDays.map((each) => ({ value: String(each), label: t("lastDays", { days: each }) }))}
          />
        </div>
        <Button aria-disabled={edit === null} onClick={press} className="max-md:h-10">
          {t(isRunning ? "cancel" : "start")}
        </Button>
      </div>
      <div role="status" className="grid grid-cols-[minmax(0,1fr)] gap-2 empty:hidden">
        <Standing replaying={replaying} isOld={of !== typed} />
      </div>
    </Section>
  );
}

function Standing({ replaying, isOld }: { replaying: Replaying; isOld: boolean }) {
  const t = useTranslations("replay");
  if (replaying.state === "idle") return null;
  if (replaying.state === "running") return <Progress signals={replaying.signals} total={replaying.total} />;
  if (replaying.state !== "done") return <p className="text-n11">{t(replaying.state)}</p>;
  const { line } = replaying;
  if (line.kind !== "replayed") return <p className="text-n11">{t(line.kind)}</p>;
  return (
    <>
      {isOld && <p className="border-l-2 border-medium pl-3 text-n11">{t("old")}</p>}
      <ReplayResult replayed={line.replayed} />
    </>
  );
}

function Progress({ signals, total }: { signals: number; total: number }) {
  const t = useTranslations("replay");
  const known = total > 0;
  return (
    <div className="grid max-w-80 gap-1">
      <progress
        aria-label={t("progress")}
        max={Math.max(total, 1)}
        {...(known && { value: signals })}
        className="h-1 w-full accent-accent-solid"
      />
      <p className="text-meta text-n10">{known ? t("done", { signals, total }) : t("reading")}</p>
    </div>
  );
}
