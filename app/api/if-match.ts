import { wrongAt } from "#lib/model/errors.ts";

export const etag = (version: number): string => `"${version}"`;

/** The version an edit was made for; null when it shall replace whatever stands: without If-Match, and with `*`. */
export function ifMatch(request: Request): number | null {
  const written = request.headers.get("if-match")?.trim();
  if (written === undefined || written === "" || written === "*") return null;
  const version = /^(?:W\/)?"(?<version>\d{1,9})"$/.exec(written)?.groups?.version;
  if (version === undefined) throw wrongAt("If-Match", 'send the ETag that GET gave, such as "12"');
  return Number(version);
}
