import type { LlmAnswer } from "#lib/model/llm-memory.ts";

const unseen = /[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu;
const addresses = /\b[a-z][a-z0-9+.-]{1,20}:\/\/\S{0,2000}|\bwww\.\S{1,500}|\bmailto:\S{1,500}/gi;
const hosts =
  /\b(?:[a-z0-9-]{1,63}\.){1,8}(?:com|net|org|io|dev|app|ai|co|info|biz|xyz|site|online|cloud|link|click|top|ru|cn|de|uk|eu|me|tv|example|test|invalid|local)\b(?:[/:]\S{0,500})?/gi;
/** Whatever ends it, a name with a path behind it is an address; what ends in these is a file. */
const paths =
  /(?<![\p{L}\p{N}_/.@-])(?:[\p{L}\p{N}-]{1,63}\.){1,8}(?!(?:[cm]?[jt]sx?|json|ya?ml|toml|html?|css|txt|log|sql|jar)\b)\p{L}{2,24}(?::\d{1,5})?\/\S{0,500}/giu;
const tags = /<[^<>]{0,200}>/g;
const markup = /!?\[([^[\]]{0,200})\]\([^()]{0,500}\)/g;

/** A model's words as plain text: nothing to follow, nothing to mention, nothing to execute in a spreadsheet. */
function plain(text: string, most: number): string {
  const clean = text
    .slice(0, 8000)
    .normalize("NFKC")
    .replace(unseen, " ")
    .replace(tags, "")
    .replace(markup, "$1")
    .replace(/[<>`*|{}@]|!\[|#+(?=\p{L})|=(?=[A-Z]{2,30}\()/gu, "") // before addresses: what it leaves may be one
    .replace(addresses, "")
    .replace(hosts, "")
    .replace(paths, "")
    .replace(/\s{1,200}/g, " ")
    .replace(/^[\s=+@-]{1,50}/, "")
    .trim();
  return clean.length <= most ? clean : `${clean.slice(0, most - 1).toWellFormed()}…`;
}

/** A model's answer as it may be kept and shown. `redact` takes keys and personal data out. */
export const cleanAnswer = (answer: LlmAnswer, redact: (text: string) => string): LlmAnswer => ({
  ...answer,
  root_cause: plain(redact(plain(answer.root_cause, 600)), 300),
  fix_suggestion: plain(redact(plain(answer.fix_suggestion, 1000)), 500),
});
