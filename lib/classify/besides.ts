import type { Report } from "#lib/model/report.ts";

/** A name with so many blanks in it is no code. */
const sentence = /\S\s+\S+\s+\S+\s+\S/;
const keptNames = 30;

/**
 * What a model is shown of a report besides the text that rules look at: whoever may send events may write orders there as well.
 * Causes are shown to their last characters, names where they read like sentences.
 */
export function besides({ breadcrumbs, chain, frames, llm, ...report }: Report): string {
  const crumbs = breadcrumbs.filter(({ level }) => level === "error" || level === "warning").slice(-2);
  const last = chain.at(-1);
  const names = frames.slice(0, keptNames).flatMap(({ file, function: name }) => [file.slice(-100), name?.slice(0, 100) ?? ""]);
  return [
    report.exceptionType ?? "",
    ...crumbs.map(({ message }) => message.slice(0, 500)),
    ...[chain[0], last].map((cause) => cause?.value.slice(-500) ?? ""),
    last?.type ?? "",
    last?.value.slice(0, 500) ?? "",
    ...[llm?.model, llm?.provider, report.platform, report.level, report.environment].map((text) => text?.slice(0, 100) ?? ""),
    ...names.filter((name) => sentence.test(name)),
  ]
    .filter((text) => text !== "")
    .join("\n");
}
