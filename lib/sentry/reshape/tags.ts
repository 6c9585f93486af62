import { list, object, objectOrNull, text } from "./wire.ts";

/** Tags as pairs (webhooks), as `{key, value}` (API) or as a plain object, with what is null left out. */
export function tagsOf(value: unknown): Record<string, string> {
  const pairs = Array.isArray(value) ? value.map(toPair) : Object.entries(object.parse(value));
  return Object.fromEntries(pairs.flatMap(readPair).filter(([key]) => key !== "__proto__"));
}

function toPair(item: unknown): readonly unknown[] {
  const named = objectOrNull.parse(item);
  return named ? [named.key, named.value] : list.parse(item);
}

function readPair([key, value]: readonly unknown[]): [string, string][] {
  const [name, said] = [text.parse(key), text.parse(value)];
  return name === null || said === null ? [] : [[name, said]];
}
