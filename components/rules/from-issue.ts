import type { Report } from "#lib/model/report.ts";
import { writeValue } from "#lib/query/quote.ts";

const mostWords = 8;

/** The words that a message begins with, up to what differs from one error to the next. */
function opening(message: string): string {
  const words = message.slice(0, 200).split(/\s+/);
  const varies = words.findIndex((word) => /\d|["'`{}<>[\]\\]/.test(word));
  return words.slice(0, Math.min(varies === -1 ? words.length : varies, mostWords)).join(" ");
}

/** A query that a rule about errors like this one may begin with. */
export function queryFrom({ exceptionType, message, project }: Report): string {
  const words = opening(message);
  const terms = [
    exceptionType && `type:${writeValue(exceptionType)}`,
    project && `project:${writeValue(project)}`,
    words.length >= 4 && `message:${JSON.stringify(words)}`,
  ];
  return terms.filter(Boolean).join(" ");
}
