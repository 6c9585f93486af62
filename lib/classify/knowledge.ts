import type { CauseId } from "./causes.ts";
import knowledge from "./knowledge.json" with { type: "json" };

type Text = { root: string; fix: string };
const texts = { en: knowledge.en } satisfies Record<string, Record<CauseId, Text>>;

export type Language = keyof typeof texts;
export const languages = Object.keys(texts) as Language[];
export const knowledgeVersion = knowledge.version;

export type Slots = Readonly<Record<string, string | undefined>>;

/** Fills `{slot}`; a part in square brackets is left out when one of its slots is empty. */
export function fill(text: string, slots: Slots): string {
  const value = (name: string): string | undefined => slots[name]?.trim().slice(0, 60) || undefined;
  return text
    .replace(/\[([^[\]]{1,300})\]/g, (_, part: string) => {
      const names = [...part.matchAll(/\{(\w{1,30})\}/g)].map((match) => match[1] ?? "");
      return names.every((name) => value(name) !== undefined) ? part : "";
    })
    .replace(/\{(\w{1,30})\}/g, (_, name: string) => value(name) ?? "")
    .trim();
}

const cut = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1)}…`);

/** Why it happened and what to do about it, in words for people. */
export function explain(cause: CauseId, slots: Slots, language: Language): { root_cause: string; fix_suggestion: string } {
  const { root, fix } = texts[language][cause];
  return { root_cause: cut(fill(root, slots), 300), fix_suggestion: cut(fill(fix, slots), 500) };
}
