import { createHash, type Hash } from "node:crypto";
import { retrySigns } from "#lib/classify/retry-chance.ts";
import type { Row } from "./rows.ts";
import type { WordRow } from "./words.ts";

function addWords(hash: Hash, { features: { at, much }, category, retry, weight }: WordRow): void {
  hash.update(`${at.join(" ")}|${much.join(" ")}|${category} ${retry} ${weight}\n`);
}

const even = new Float64Array(1);

/** What training looks at, as a hash: the same hash, the same weights. */
export function fingerprint(rows: readonly Row[], common: readonly WordRow[]): string {
  const hash = createHash("sha256");
  for (const row of common) addWords(hash, row);
  for (const row of rows) {
    addWords(hash, row);
    const held = row.matches.map(({ category, kind }) => `${category} ${kind}`).join(",");
    hash.update(`${row.fold} ${row.isUnseen} ${held} ${retrySigns(row.facts, row.matches, even, 0).join(" ")}\n`);
  }
  return hash.digest("hex").slice(0, 16);
}
