import protectedNames from "./protected.json" with { type: "json" };

const escaped = (name: string): string => name.replaceAll(/[.+*?]/g, String.raw`\$&`);
const any = (names: readonly (string | number)[]): string => names.map((name) => escaped(String(name))).join("|");

const httpStatus = "(?:40[0-9]|41[0-8]|42[1-9]|431|451|49[89]|50[0-9]|51[01]|52[0-9]|530)";
const reason =
  "(?:Bad Request|Unauthori[sz]ed|Payment Required|Forbidden|Not Found|Method Not Allowed|Not Acceptable|Proxy Auth|Request Time|Conflict|Gone|Length Required|Precondition|Payload|Content Too|Request Entity|URI Too|Unsupported|Unprocessable|Too Many|Internal Server|Not Implemented|Bad Gateway|Service Unavailable|Gateway Time|Client Error|Server Error|Overloaded|Authorization)";
const sqlClass = "(?:0[0-9ABFLPZ]|2[0-8BDF]|3[489BDF]|4[024]|5[3-8]|F0|HV|HY|IM|P0|XX)";
const numberAfter =
  "(?:status(?:[ _-]?code)?|http(?:/\\d(?:\\.\\d)?)?|(?:error|err|exit|return|result|response)[ _-]?code|code|errno|error|exit(?:ed)?(?: with)?(?: (?:status|code))?|signal|winerror|sqlstate)";

const amount = "(?:limit|used|max|maximum|current|requested|remaining|total|count|size|length|least|most|tokens?|requests?|\\d,)";

const modelName = new RegExp(`(?:ft:)?(?:${protectedNames.models.join("|")})[\\w.:@-]{0,60}`, "i");
const modelDate =
  /[-@](?:20\d{2}-\d{2}-\d{2}|20\d{6}|\d{2}-\d{2}-20\d{2}|\d{2}-20\d{2}|[01]\d-[0-3]\d|[01]\d{3}|2[3-9]\d{2}(?:\d{2})?|00\d)(?!\d)(?:-v\d{1,2})?(?::\d{1,2})?/g;

const pod = /-(?=[a-z]{0,9}\d)[a-z0-9]{8,10}-[a-z0-9]{5}$/;

/** `gpt-4o-2024-08-06` names a date, and the family is what matters: `gpt-4o`. */
export function modelFamily(name: string): string {
  const [base = name] = name.startsWith("ft:") ? [name.split(":").slice(0, 2).join(":")] : [name];
  return base
    .replaceAll(modelDate, "")
    .replace(/-latest$/, "")
    .replace(pod, "-<pod>");
}

const onlyModel = new RegExp(`^${modelName.source}$`, "i");
export const isModel = (text: string): boolean => onlyModel.test(text);

/** Tokens that decide a category, as sources of one case-insensitive pattern; they stay as they are. */
export const decisive: readonly string[] = [
  `\\b(?:finish_?reason|stop_?reason|error_?code|code|type|status|reason|grpc_?status|sqlstate)["']?\\s?[=:]\\s?["']?[A-Za-z][A-Za-z_.-]{1,60}(?![\\w-])["']?`,
  `["']?\\b${numberAfter}\\b["']?\\s{0,2}(?:[:=#]|is|of)?\\s{0,2}["'(\\[]?-?\\d{1,6}(?!\\w|[.:/-]\\d)`,
  `\\b(?:sql ?state|state|code)["']?\\s{0,2}[:=]?\\s{0,2}["'(\\[]?(?=[0-9A-Z]{0,4}\\d)${sqlClass}[0-9A-Z]{3}(?!\\w)`,
  `\\b${httpStatus}(?= ${reason})`,
  `(?<!${amount}["']?:? ?)(?<=^\\W{0,3}|[:>\\]：] |[(\\["'])${httpStatus}(?=[)\\]]|[ :,]? ?[^\\d\\s%.,]|$)(?! ?(?:ms|tokens?|requests?|bytes?|rows?|items?|characters?|chars|seconds?|s|[kmgt]i?b)\\b)`,
  `(?<=[a-z] )${httpStatus}(?=: )`,
  `(?<=[(\\[])(?=[A-Z]{0,4}\\d)(?!(?:2[0-24-7]|3\\d|4[013-9]|5\\d)000)${sqlClass}[0-9A-Z]{3}(?=[)\\]])`,
  `(?<![\\w.-])(?:${[...protectedNames.numberedCodes, ...protectedNames.words].join("|")})(?![\\w-])`,
  `(?<=[a-z_-]\\d{0,4}:|\\.\\d{1,3}:|\\]:|ip>:|\\bport["']?[ :=]{1,3})(?<!\\.(?:py|[jt]sx?|[cm]js|go|rb|java|php|rs|cs|kt):)(?:${any(protectedNames.ports)})(?![\\w:]|\\.\\d)`,
];

export const model = `(?<![\\w-])${modelName.source}`;

const spelled = new RegExp(
  `\\b(?:${any(protectedNames.codes)})\\b|\\b(?:${any(protectedNames.hosts)})|${model}|\\b${httpStatus} ${reason}|(?:finish|stop)_?reason|exit (?:code|status) \\d|sqlstate|\\w_(?:error|exceeded|quota|limit|reached|denied|expired|violation|not_found)\\b|\\b(?:${protectedNames.numberedCodes.join("|")})\\b`,
  "i",
);
/** Names of constants and signals: `ECONNRESET`, `SIGKILL`, `RESOURCE_EXHAUSTED`. */
const shouted = /\b(?:E[A-Z0-9]{3,20}|SIG[A-Z0-9]{2,8})\b|\b[A-Z][A-Z0-9]{1,30}_[A-Z0-9_]{1,60}\b/;
const troubled = new RegExp(`(?:${protectedNames.errorWords})`, "i");
const severalWords = /\S\s\S+\s\S/;

/** Whether a quoted text says what went wrong, and so is no mere value. */
export const decides = (quoted: string): boolean =>
  spelled.test(quoted) || shouted.test(quoted) || (severalWords.test(quoted) && troubled.test(quoted));

const hosts = new Set(protectedNames.hosts);

/** The known host that an address belongs to, or null: `acme.openai.azure.com` is `openai.azure.com`. */
export function knownHost(host: string): string | null {
  const labels = host.toLowerCase().split(".");
  return labels.map((_, at) => labels.slice(at).join(".")).find((suffix) => hosts.has(suffix)) ?? null;
}

export const idPrefix = `(?:${any(protectedNames.idPrefixes)})`;
