import type { Language } from "#lib/model/language.ts";
import type { CauseId } from "./causes.ts";
import en from "./knowledge/en.json" with { type: "json" };
import ja from "./knowledge/ja.json" with { type: "json" };
import ko from "./knowledge/ko.json" with { type: "json" };
import th from "./knowledge/th.json" with { type: "json" };
import vi from "./knowledge/vi.json" with { type: "json" };
import zh from "./knowledge/zh-CN.json" with { type: "json" };
import { spokenWait } from "./wait.ts";

export const texts: Record<Language, Record<CauseId, { root: string; fix: string }>> = { en, "zh-CN": zh, vi, ja, ko, th };

export const knowledgeVersion = "2";

export type Slots = Readonly<Record<string, string | null | undefined>>;

const cut = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`);

/** What stands in a slot: one short line. */
const shown = (value: string | null | undefined): string | undefined =>
  cut(value?.replace(/\s+/g, " ").trim() ?? "", 60) || undefined;

/** Fills `{slot}`; a part in square brackets is left out when one of its slots is empty. */
export function fill(text: string, slots: Slots): string {
  return text
    .replace(/\[([^[\]]{1,300})\]/g, (_, part: string) =>
      [...part.matchAll(/\{(\w{1,30})\}/g)].every(([, name = ""]) => shown(slots[name])) ? part : "",
    )
    .replace(/\{(\w{1,30})\}/g, (_, name: string) => shown(slots[name]) ?? "")
    .trim();
}

/** Whether a cause's text has something to say of it. */
export const hasSlot = (cause: CauseId, slot: string): boolean =>
  Object.values(texts.en[cause]).some((text) => text.includes(`{${slot}}`));

/** Why it happened and what to do about it, in words for people. `waitSeconds` fills `{wait}`. */
export function explain(
  cause: CauseId,
  { slots, waitSeconds }: { slots: Slots; waitSeconds: number | null },
  language: Language,
): { root_cause: string; fix_suggestion: string } {
  const { root, fix } = texts[language][cause];
  const filled = { ...slots, wait: waitSeconds ? spokenWait(waitSeconds, language) : undefined };
  return { root_cause: cut(fill(root, filled), 300), fix_suggestion: cut(fill(fix, filled), 500) };
}
