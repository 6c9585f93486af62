import assert from "node:assert/strict";
import { test } from "node:test";
import { keptBack } from "#app/client-messages.ts";
import { type Source, sources } from "../support/sources.ts";

const all = new Map(sources("app", "components").map((source) => [source.path, source]));
const isClient = ({ code }: Source): boolean => /^\s*["']use client["']/.test(code);
/** Parts of the product whose pages are given what only they say. */
const hasOwn = ({ path }: Source): boolean => /^components\/(?:settings|policies)\//.test(path);
const isAction = ({ code }: Source): boolean => /^\s*["']use server["']/.test(code);

/** The components that reach browsers: those that say so, and what they import for its values. */
function inBrowsers(): Source[] {
  const found = new Set<Source>();
  const add = (source: Source): void => {
    if (found.has(source) || isAction(source)) return;
    found.add(source);
    for (const path of source.imports) {
      const imported = all.get(path);
      if (imported?.path.endsWith(".tsx")) add(imported);
    }
  };
  for (const source of all.values()) if (isClient(source)) add(source);
  return [...found];
}

/** The rooms of the messages that a component speaks from. */
const spoken = ({ code }: Source): string[] => [...code.matchAll(/useTranslations\("(\w+)/g)].map(([, room]) => room ?? "");

test("what browsers say is sent to them", () => {
  const kept: readonly string[] = keptBack;
  const missing = inBrowsers().flatMap((source) =>
    spoken(source)
      .filter((room) => kept.includes(room) && !hasOwn(source))
      .map((room) => `${source.path}: ${room}`),
  );
  assert.deepEqual(missing, []);
});
