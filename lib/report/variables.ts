import { decides, decisive, idPrefix, isModel, knownHost, model, modelFamily } from "./protect.ts";

/** What is recognised, and what stands for it. Of those that begin at the same place the first wins. */
export type Row = readonly [source: string, replace: (match: string, again: (text: string) => string) => string];

const keep = (match: string): string => match;
const becomes = (placeholder: string) => (): string => placeholder;
const trailing = /[.,;:!?)\]}'"]+$/;

const unit = "(?:milliseconds?|seconds?|minutes?|hours?|days?|weeks?|months?|msecs?|secs?|mins?|hrs?|ms|µs|us|ns|s|m|h|d)";
const accented = "[\\u00c0-\\u024f\\u1e00-\\u1eff]";
const month = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}";
const clock = "\\d{1,2}:\\d{2}(?::\\d{2})?(?:[.,]\\d{1,9})?";
const zone = "(?: ?(?:Z|UTC|GMT|[+-]\\d{2}:?\\d{2}))?";
const time = [
  `\\d{4}[-/]\\d{2}[-/]\\d{2}(?:[T ]${clock}${zone})?`,
  `(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? )?(?:\\d{1,2}[ -]${month}|${month} \\d{1,2},?)[ -]\\d{2,4}(?:,? ${clock}${zone})?`,
  `\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}(?: ${clock})?`,
  `\\d{1,2}:\\d{2}:\\d{2}(?:[.,]\\d{1,9})?${zone}`,
].join("|");

const spoken =
  "(?:messages?|msg|errors?|details?|description|reason|title|text|type|code|status|finish_?reason|stop_?reason|param|model|provider|object|error_?(?:message|description|code|type)|body|raw|cause)";
/** Keys of JSON and of its kin; a quoted word before a colon elsewhere is a value. */
const member = "(?<=^|[{,]\\s?)";
const sign = "(?::|=>)";
const quotes = ['"[^"\\n]{0,2000}"', "'[^'\\n]{0,2000}'", "`[^`\\n]{0,2000}`"].map((quoted) => `(?<![\\w\\\\])${quoted}(?!\\w)`);

const quoted: Row["1"] = (match, again) =>
  decides(match.slice(1, -1)) ? match.charAt(0) + again(match.slice(1, -1)) + match.charAt(0) : "<quoted>";

function address(match: string, again: (text: string) => string): string {
  const end = match.replace(trailing, "");
  const [scheme = "", , authority = "", ...path] = (end.split(/[?#]/)[0] ?? end).split("/");
  const host = knownHost(authority.replace(/^.*@/, "").replace(/:\d{1,5}$/, ""));
  const segments = path.map((segment) =>
    /^v\d[\w.]{0,8}$/.test(segment) ? segment : /\d|.{30}/.test(segment) && !isModel(segment) ? "<id>" : again(segment),
  );
  return (host ? [`${scheme}//${host}`, ...segments].join("/") : "<url>") + match.slice(end.length);
}

const letters = /[A-Za-z]/;
const lettersAndDigits = (text: string): boolean => letters.test(text) && /\d/.test(text);
const numbers = (text: string): string => text.replaceAll(/\d+/g, "<n>");
const generated = (text: string): boolean =>
  lettersAndDigits(text) && text.split(/(?<=\d)(?=[A-Za-z])|(?<=[A-Za-z])(?=\d)/).length > 3;
const mixed = (text: string): boolean => /\d/.test(text) || (/[A-Z]/.test(text) && /[a-z]/.test(text));

export const rows: readonly Row[] = [
  ["<[a-z]{1,10}>", keep],
  ["\\[[A-Z]{2,8}_\\d{1,6}\\]", (match) => `<${match.slice(1, match.indexOf("_")).toLowerCase()}>`],
  ["\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b", becomes("<uuid>")],
  [
    "[a-z][a-z0-9+.-]{1,20}://(?:\\[[A-Z]{2,8}_\\d{1,6}\\]|[^\\s\"'<>`()\\[\\]{}|\\\\]){1,2000}(?:\\[\\w{0,40}\\]=[^\\s\"'<>`]{0,500})?",
    address,
  ],
  ["[\\w.+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,8}", becomes("<email>")],
  [model, (match) => modelFamily(match.replace(trailing, "")) + (trailing.exec(match)?.[0] ?? "")],
  [`(?<![\\w.])(?:${time})(?!\\w)`, becomes("<time>")],
  [
    `(?<![\\w.])\\d{1,9}(?:\\.\\d{1,9})?\\s?${unit}(?:\\s?\\d{1,9}(?:\\.\\d{1,9})?\\s?${unit}){0,4}(?![\\w-]|${accented})`,
    becomes("<duration>"),
  ],
  [`(?<![\\w.])\\d{1,15}(?:\\.\\d{1,9})?\\s?(?:[kmgt]i?b|[kmgt]i|bytes?|b)(?!\\w|${accented})`, becomes("<size>")],
  ...decisive.map((source): Row => [source, keep]),
  ["(?<![\\w.])(?:\\d{1,3}\\.){3}\\d{1,3}(?![\\w.]*\\d)", becomes("<ip>")],
  ["\\b[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}(?![\\w:-])", becomes("<mac>")],
  ["(?<![\\w:])(?=[0-9a-f:]{0,60}[0-9a-f]{5})[0-9a-f]{2,8}(?::[0-9a-f]{2,8}){4,7}(?![\\w:])", becomes("<id>")],
  [
    "(?<![\\w:])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?![\\w:])",
    (match) => (/\d/.test(match) && (match.includes("::") || match.split(":").length === 8) ? "<ip>" : numbers(match)),
  ],
  [
    "(?<!\\w)(?:/(?:home|Users|tmp|root)/|/(?:private/)?var/folders/|[a-z]:\\\\{1,2}Users\\\\)[^\\s\"'<>:;,()]{0,500}",
    becomes("<path>"),
  ],
  [`${member}["']${spoken}["']\\s{0,2}${sign}\\s{0,2}["']`, (match) => match.replaceAll(/\s/g, "")],
  [
    `${member}["'][\\w.$@-]{1,60}["']\\s{0,2}${sign}\\s{0,2}(?:"[^"]{0,2000}"|'[^']{0,2000}')`,
    (match) => match.replace(/(["'])\s{0,2}(?::|=>)[\s\S]*$/, "$1:<quoted>"),
  ],
  [`${member}["'][\\w.$@-]{1,60}["']\\s{0,2}${sign}\\s{0,2}`, (match) => numbers(match.replaceAll(/\s/g, ""))],
  [quotes.join("|"), quoted],
  ["[“「『«][^”」』»]{0,500}[”」』»]", quoted],
  ["\\b0x[0-9a-f]{1,32}\\b", becomes("<hex>")],
  [
    `(?<![\\w])${idPrefix}[-_][A-Za-z0-9_-]{6,200}`,
    (match) => (mixed(match.slice(match.search(/[-_]/))) ? "<id>" : numbers(match)),
  ],
  ["(?<=[a-z0-9])-(?=[a-z]{0,9}\\d)[a-z0-9]{8,10}-[a-z0-9]{5}(?![\\w-])", becomes("-<pod>")],
  ["(?<![a-z0-9])[a-z0-9+_-]{40,2000}={0,2}", (match) => (lettersAndDigits(match) ? "<blob>" : numbers(match))],
  ["(?<![a-z0-9])[0-9a-f]{8,64}(?![a-z0-9])", (match) => (lettersAndDigits(match) ? "<hex>" : numbers(match))],
  ["[a-z0-9]{10,200}", (match) => (generated(match) ? "<id>" : numbers(match))],
  ["(?<![\\w)])-?\\d{1,40}(?:[.,_]\\d{1,40}){0,20}|\\d{1,40}(?:[.,_]\\d{1,40}){0,20}", becomes("<n>")],
];
