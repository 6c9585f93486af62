import { fill } from "#lib/channels/digest-wording.ts";
import type { MessageFacts } from "#lib/db/message-facts.ts";
import { noticeWords } from "#lib/i18n/notice.ts";
import { type OwnWords, ownWords } from "#lib/i18n/own.ts";
import type { Language } from "#lib/model/language.ts";
import type { Notice } from "#lib/model/notice.ts";
import { brokenWhys, type OwnTold } from "#lib/model/own-told.ts";
import { OwnKind } from "#lib/model/signal.ts";
import type { Voice } from "./notice-blank.ts";

function wordOf(words: OwnWords, name: string, value: string | number, language: Language): string {
  if (typeof value === "number") return value.toLocaleString(language);
  if (name === "reason") return words.reason[brokenWhys.find((why) => why === value) ?? "other"];
  return name === "code" && value !== "" ? ` (${value})` : value;
}

/** What happened in the receiver's language; null where it stands in that already. */
export function ownLine(told: OwnTold | undefined, language: Language): string | null {
  const words = ownWords(language);
  if (!told || !words) return null;
  const values = Object.entries(told.with).map(([name, value]) => [name, wordOf(words, name, value, language)]);
  return fill(words.sentence[told.sentence], Object.fromEntries(values));
}

/** Of what is no error: why it is, and what to do about it while it lasts. */
export function ownPart({ incident, issue }: MessageFacts, { language }: Voice): Partial<Notice> {
  const own = issue ? null : (OwnKind.safeParse(incident?.subject.signal).data ?? null);
  if (!own || incident?.state === "resolved") return { own };
  const { why, fix } = noticeWords(language).own[own];
  return { own, rootCause: why, fix };
}
