import type { NoticeWords } from "#lib/i18n/notice.ts";
import type { Notice } from "#lib/model/notice.ts";
import { fill } from "./digest-wording.ts";
import { oneLine } from "./text.ts";
import { minuteIn } from "./times.ts";

function endedWords({ note }: NoticeWords, { endedSilence, zone }: Notice): string[] {
  if (!endedSilence) return [];
  const match = oneLine(endedSilence.match, 200);
  const ended = endedSilence.until
    ? fill(note.endedSilence, { match, time: minuteIn(zone, endedSilence.until) })
    : fill(note.endedSilenceSometime, { match });
  const reason = oneLine(endedSilence.reason, 200);
  return [reason ? `${ended} ${fill(note.silenceReason, { reason })}` : ended];
}

function quietWords({ note }: NoticeWords, { silenced, snoozedUntil, zone }: Notice): string[] {
  const name = (by: string): string => oneLine(by, 60);
  return [
    ...(silenced?.until ? [fill(note.silenced, { time: minuteIn(zone, silenced.until), name: name(silenced.by) })] : []),
    ...(snoozedUntil ? [fill(note.snoozed, { time: minuteIn(zone, snoozedUntil) })] : []),
  ];
}

function labelledWords(words: NoticeWords, { decidedBy, category }: Notice): string[] {
  if (decidedBy?.tier !== "human" || !decidedBy.name || !category) return [];
  const { labelled } = words.note;
  return [fill(labelled, { category: words.category[category], name: oneLine(decidedBy.name, 60) })];
}

/** What is special about a message, in sentences. */
export function noteWords(words: NoticeWords, notice: Notice): string[] {
  const { unreached } = notice;
  return [
    ...(unreached ? [fill(words.note.unreached, { policy: oneLine(unreached, 80) })] : []),
    ...endedWords(words, notice),
    ...quietWords(words, notice),
    ...labelledWords(words, notice),
  ];
}
