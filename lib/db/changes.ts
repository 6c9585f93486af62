import { createHash } from "node:crypto";
import type { Db } from "./client.ts";

/** What a change can be about, in the order of a mark's parts. */
export const changeKinds = [
  "deliveries",
  "verdicts",
  "incidents",
  "decisions",
  "messages",
  "spend",
  "policies",
  "channels",
  "settings",
] as const;
export type ChangeKind = (typeof changeKinds)[number];

type Newest = Record<ChangeKind, string | null>;

const short = (text: string | null): string =>
  createHash("sha256")
    .update(text ?? "")
    .digest("hex")
    .slice(0, 8);

/** The newest of everything as one short word; equal words mean that nothing has changed. Each part reads one end of an index, or a table of a few rows. */
export async function readMark(db: Db): Promise<string> {
  const [newest] = await db.$queryRaw<Newest[]>`
    SELECT (SELECT "id"::text FROM "Delivery" ORDER BY "id" DESC LIMIT 1) AS "deliveries",
      (SELECT "id"::text FROM "Verdict" ORDER BY "id" DESC LIMIT 1) AS "verdicts",
      (SELECT max("updatedAt")::text FROM "Incident") AS "incidents",
      (SELECT "id"::text FROM "Decision" ORDER BY "id" DESC LIMIT 1) AS "decisions",
      (SELECT max("updatedAt")::text FROM "Message") AS "messages",
      (SELECT concat(sum("reservedMicros"), ' ', sum("spentMicros"), ' ', (SELECT "id" FROM "Spend" ORDER BY "id" DESC LIMIT 1)) FROM "BudgetPeriod") AS "spend",
      (SELECT max("version")::text FROM "PolicyVersion") AS "policies",
      (SELECT string_agg(concat("name", "state", "stateAt", "pausedUntil", "error"), ' ' ORDER BY "name") FROM "Channel") AS "channels",
      (SELECT concat(count(*), max("updatedAt")) FROM "Setting") AS "settings"`;
  return changeKinds.map((kind) => short(newest?.[kind] ?? null)).join("");
}

const partAt = (mark: string, index: number): string => mark.slice(index * 8, index * 8 + 8);

/** What has changed from one mark to a later one; everything, when the first is not a mark. */
export const changedBetween = (before: string, after: string): ChangeKind[] =>
  changeKinds.filter((_, index) => partAt(before, index) !== partAt(after, index));
