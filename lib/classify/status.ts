/** How libraries write an HTTP status into a message, the surest first. */
const written = [
  /\b(?:status(?:[ _-]?code)?|http(?:[ _]status)?(?:[ _]code)?|error code|statusCode|response code|httpStatus)["']?[ \t]{0,2}(?:of|is|was|with)?[ \t]{0,2}[:=(]{0,2}[ \t]{0,2}["']?(?<status>[1-5]\d\d)\b/i,
  /^\W{0,3}(?:[A-Za-z_.]{1,80}(?:Error|Exception)\b[: ]{1,3})?(?<status>[45]\d\d)\b/,
  /\[(?<status>[45]\d\d)(?:\]| [A-Z])/,
  /["']code["']: ?(?<status>[45]\d\d)\b/,
  /\bHTTP\/[\d.]{1,4}["']? (?<status>[1-5]\d\d)\b/i,
  /\b(?<status>[45]\d\d) (?:Bad Request|Unauthorized|Payment Required|Forbidden|Not Found|Request Timeout|Conflict|Gone|Payload Too Large|Request Entity Too Large|Unprocessable|Too Many Requests|Internal Server Error|Bad Gateway|Service Unavailable|Gateway Time-?out|Client Error|Server Error|UNAVAILABLE|status code)/i,
  /(?:error|failed|failure|returned|responded|response|answered|got|upstream|->|=>|:|：)[ \t]{0,3}(?:with )?[([]?(?<status>4(?:0[0-9]|1[0-9]|2[0-9]|51|98)|5(?:0[0-9]|2[0-9]))\b(?![.,:]\d|\d| ?(?:ms|s|tokens|bytes|rows|items|chars|characters|%|KB|MB))/i,
  /^\W{0,3}[A-Z][A-Za-z .-]{2,40} (?<status>4(?:0[0-9]|1[0-9]|2[0-9])|5(?:0[0-9]|2[0-9]))(?:: | - |, )/,
  /\((?<status>4(?:0[0-9]|1[0-9]|2[0-9])|5(?:0[0-9]|2[0-9]))\)/,
];

/** The HTTP status a text speaks of, or null. */
export function statusIn(text: string): number | null {
  for (const pattern of written) {
    const found = pattern.exec(text)?.groups?.status;
    if (found) return Number(found);
  }
  return null;
}
