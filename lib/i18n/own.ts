import type { Language } from "#lib/model/language.ts";
import type { BrokenWhy, OwnTold } from "#lib/model/own-told.ts";
import ja from "./own/ja.json" with { type: "json" };
import ko from "./own/ko.json" with { type: "json" };
import th from "./own/th.json" with { type: "json" };
import vi from "./own/vi.json" with { type: "json" };
import zhCN from "./own/zh-CN.json" with { type: "json" };

export interface OwnWords {
  sentence: Record<OwnTold["sentence"], string>;
  reason: Record<BrokenWhy, string>;
}

const words: Partial<Record<Language, OwnWords>> = { "zh-CN": zhCN, vi, ja, ko, th };

/** The sentences about Verdict itself and what it depends on; null of English, in which they are written down. */
export const ownWords = (language: Language): OwnWords | null => words[language] ?? null;
