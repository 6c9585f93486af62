import type en from "./messages/en.json";

export type Messages = typeof en;

/** A language appears here, and in `files`, once its messages are complete. */
export const languages = ["en"] as const;
export type Language = (typeof languages)[number];

const files: Record<Language, () => Promise<{ default: Messages }>> = {
  en: () => import("./messages/en.json", { with: { type: "json" } }),
};

export async function loadMessages(language: Language): Promise<Messages> {
  return (await files[language]()).default;
}

/** The first wish that can be met: what the person chose, then what the browser asks for in its order, then English. */
export function pickLanguage(chosen: string | undefined, acceptLanguage: string | null): Language {
  const asked = (acceptLanguage ?? "").slice(0, 200).split(",");
  const wishes = [chosen ?? "", ...asked].map((wish) => wish.split(";")[0]?.trim().toLowerCase() ?? "");
  for (const wish of wishes) {
    const exact = languages.find((language) => language.toLowerCase() === wish);
    const met = exact ?? languages.find((language) => language.split("-")[0] === wish.split("-")[0]);
    if (met) return met;
  }
  return "en";
}
