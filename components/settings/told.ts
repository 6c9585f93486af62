type Plain = Readonly<Record<string, unknown>>;

const isPlain = (value: unknown): value is Plain => typeof value === "object" && value !== null && !Array.isArray(value);
const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || value === "" || (typeof value === "object" && Object.keys(value).length === 0);

/** A value as people read it; of a thing that has a name, the name. */
function shown(value: unknown): string {
  if (isNothing(value)) return "–";
  if (Array.isArray(value)) return value.map(shown).join(", ");
  if (!isPlain(value)) return String(value);
  if (typeof value.model === "string") return value.model;
  return Object.entries(value)
    .map(([name, each]) => `${name} ${shown(each)}`)
    .join(", ");
}

const changed = (name: string, before: unknown, after: unknown): string =>
  `${name}${name && " "}${shown(before)} → ${shown(after)}`;

/** What an entry of the audit log holds, in one line: of a change only what differs. */
export function told(data: unknown): string {
  if (!isPlain(data)) return isNothing(data) ? "" : shown(data);
  const { before, after, ...rest } = data;
  const others = Object.entries(rest).flatMap(([name, value]) => (isNothing(value) ? [] : [`${name} ${shown(value)}`]));
  if (!("before" in data && "after" in data)) return others.join(" · ");
  if (!isPlain(before) || !isPlain(after)) return [changed("", before, after), ...others].join(" · ");
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const differ = names.filter((name) => JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null));
  return [...differ.map((name) => changed(name, before[name], after[name])), ...others].join(" · ");
}
