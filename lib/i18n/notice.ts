import type { Language } from "#lib/model/language.ts";
import en from "./notice/en.json" with { type: "json" };
import ja from "./notice/ja.json" with { type: "json" };
import ko from "./notice/ko.json" with { type: "json" };
import th from "./notice/th.json" with { type: "json" };
import vi from "./notice/vi.json" with { type: "json" };
import zhCN from "./notice/zh-CN.json" with { type: "json" };

export type NoticeWords = typeof en;

const words: Record<Language, NoticeWords> = { en, "zh-CN": zhCN, vi, ja, ko, th };

/** The words of messages to people who get them outside the screens. */
export const noticeWords = (language: Language): NoticeWords => words[language];
