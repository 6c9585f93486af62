import { edged } from "./format.ts";
import type { Layer } from "./placeholder.ts";
import { idPrefix } from "./protect.ts";

const shortest = 32;
const candidates = edged(/\w[\w+/-]{31,}={0,2}/g, "\\w[\\w+/-]{31}");
const base64 = /[+=]/;
const anId = new RegExp(`^${idPrefix}[-_]`);
const namePart = /^[A-Z]?[a-z]{4,}$/;
const separator = /[-_+/]/;
/** Hexadecimal, also after a maker's prefix: a digest, a trace, an id. */
const hex = /^[A-Za-z]{0,8}(?:[0-9a-f]+|[0-9A-F]+)$/;
const twoNumbers = /\d[^\d]*\d/;
const changes = /[A-Za-z](?=\d)|\d(?=[A-Za-z])/g;
const anyChange = /[a-z](?=[A-Z0-9])|[A-Z](?=[a-z0-9])|\d(?=[A-Za-z])/g;
const spelled = /[A-Z]?[a-z]{3,}/g;

/** Whether letters and digits are mixed as only a generator mixes them; `OAuth2AuthorizationServerConfiguration` is a name. */
function generated(run: string): boolean {
  if (hex.test(run)) return false;
  const often = (change: RegExp, least: number) => (run.match(change)?.length ?? 0) > run.length * least;
  const numbered = twoNumbers.test(run);
  if (!/[a-z]/.test(run) || !/[A-Z]/.test(run)) return numbered && often(changes, 0.25);
  return run.replaceAll(spelled, "").length > run.length * 0.42 || (numbered && often(anyChange, 0.43));
}

/** Whether it is the key of a maker that nobody told us of. Ids with known prefixes stay. */
function isKey(found: string): boolean {
  if (found.length < shortest || anId.test(found)) return false;
  const parts = found.split(separator);
  const isWhole = base64.test(found) || !parts.some((part) => namePart.test(part));
  const run = isWhole ? parts.join("") : parts.reduce((a, b) => (b.length > a.length ? b : a), "");
  return run.length >= 16 && generated(run);
}

/** Long generated texts that nothing around them explains; of a path only the part that is one. */
export const orphans: Layer = (text, hide) => {
  if (text.length < shortest) return text;
  const hidden = (part: string): string => (isKey(part) ? hide("KEY", part) : part);
  return text.replace(candidates, (found) => (base64.test(found) ? hidden(found) : found.split("/").map(hidden).join("/")));
};
