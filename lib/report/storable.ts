const maxDepth = 64;
const maxText = 8 * 1024;
const maxKey = 256;
const maxItems = 1000;

/** The text as Postgres stores it: no NUL, no lone surrogates, at most `max` UTF-16 units, cut at a code-point edge. */
export function storable(text: string, max: number): string {
  const whole = text.includes("\0") ? text.replaceAll("\0", "") : text;
  const formed = whole.isWellFormed() ? whole : whole.toWellFormed();
  if (formed.length <= max) return formed;
  const edge = formed.codePointAt(max - 1) ?? 0;
  return formed.slice(0, edge > 0xffff ? max - 1 : max);
}

/** Any JSON-like value as jsonb stores it, bounded in depth, in length of texts and in number of members. */
export function storableJson(value: unknown): unknown {
  return bounded(value, maxDepth);
}

function bounded(value: unknown, depth: number): unknown {
  if (typeof value === "string") return storable(value, maxText);
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "bigint") return storable(String(value), maxText);
  if (typeof value === "boolean") return value;
  if (typeof value !== "object" || value === null || depth === 0) return null;
  if (Array.isArray(value)) return Array.from(value.slice(0, maxItems), (item) => bounded(item, depth - 1));
  const members = Object.entries(value).slice(0, maxItems);
  const kept = members.map(([key, member]) => [storable(key, maxKey), bounded(member, depth - 1)] as const);
  return Object.fromEntries(kept.filter(([key]) => key !== "__proto__"));
}
