import { edged } from "./format.ts";
import type { Layer } from "./placeholder.ts";
import { idPrefix } from "./protect.ts";

const shortest = 32;
const candidates = edged(/[A-Za-z0-9][\w-]{31,}/g, "[A-Za-z0-9][\\w-]{31}");
const anId = new RegExp(`^${idPrefix}[-_]`);
const separator = /[-_]/;
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

/** A long generated text that nothing around it explains: a key of a maker that nobody told us of. Ids with known prefixes stay. */
export const orphans: Layer = (text, hide) =>
  text.length < shortest
    ? text
    : text.replace(candidates, (found) => {
        if (anId.test(found)) return found;
        const longest = found.split(separator).reduce((a, b) => (b.length > a.length ? b : a), "");
        return longest.length >= 16 && generated(longest) ? hide("KEY", found) : found;
      });
