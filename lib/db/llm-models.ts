import { z } from "zod";
import type { Db, Tx } from "./client.ts";
import type { LlmModel } from "./generated/client.ts";

export type LlmModelRow = LlmModel;

export const modelRows = (db: Db | Tx): Promise<LlmModelRow[]> =>
  db.llmModel.findMany({ orderBy: [{ tier: "asc" }, { position: "asc" }, { id: "asc" }] });

export const hasEnabledModel = async (db: Db | Tx): Promise<boolean> =>
  (await db.llmModel.count({ where: { enabled: true } })) > 0;

export interface ModelState {
  /** What the provider last refused, in words. */
  fault: string | null;
  /** Nothing is asked of it before. */
  faultUntil: Date | null;
  /** How it is spoken to, as it worked last. */
  rung: string | null;
  /** The labels it gave last. */
  lately: string;
  /** Why nobody should trust them. */
  doubt: string | null;
}

/** Where the state of a model is kept: in its row, or, for one of the environment, in a setting of this key. */
export type StatePlace = { id: string } | { key: string };

const Stored = z.object({
  fault: z.string().nullable().default(null),
  faultUntil: z.coerce.date().nullable().default(null),
  rung: z.string().nullable().default(null),
  lately: z.string().default(""),
  doubt: z.string().nullable().default(null),
});
/** Nothing is known yet. */
export const freshState: ModelState = { fault: null, faultUntil: null, rung: null, lately: "", doubt: null };

export async function storedStates(db: Db | Tx, keys: readonly string[]): Promise<Map<string, ModelState>> {
  const rows = await db.setting.findMany({ where: { key: { in: [...keys] } } });
  return new Map(rows.map(({ key, value }) => [key, Stored.catch(freshState).parse(value)]));
}

/** Keeps what is known of the model now; says what fault was known before. */
export async function noteState(db: Db | Tx, place: StatePlace, change: Partial<ModelState>, now: Date): Promise<string | null> {
  const { fault } = await held(db, place);
  if ("id" in place) await db.llmModel.updateMany({ where: { id: place.id }, data: { ...change, updatedAt: now } });
  else
    await db.$executeRaw`UPDATE "Setting" SET "value" = "value" || ${JSON.stringify(change)}::jsonb, "updatedAt" = ${now} WHERE "key" = ${place.key}`;
  return fault;
}

/** True for the one who may ask a model whose pause is over; the others wait until then. */
export async function claimProbe(db: Db, place: StatePlace, now: Date, until: Date): Promise<boolean> {
  if ("id" in place) {
    const { count } = await db.llmModel.updateMany({
      where: { id: place.id, faultUntil: { lte: now } },
      data: { faultUntil: until },
    });
    return count > 0;
  }
  const count = await db.$executeRaw`
    UPDATE "Setting" SET "value" = "value" || ${JSON.stringify({ faultUntil: until })}::jsonb
    WHERE "key" = ${place.key} AND ("value"->>'faultUntil')::timestamptz <= ${now}`;
  return count > 0;
}

/** Keeps the labels that a model gave, held so that no two workers lose some; says what came of them. */
export async function noteLabels<T extends Partial<ModelState>>(
  tx: Tx,
  place: StatePlace,
  change: (was: ModelState) => T,
  now: Date,
): Promise<T> {
  const after = change(await held(tx, place));
  await noteState(tx, place, after, now);
  return after;
}

const held = (db: Db | Tx, place: StatePlace): Promise<ModelState> =>
  "id" in place ? heldRow(db, place.id) : heldSetting(db, place.key);

async function heldRow(db: Db | Tx, id: string): Promise<ModelState> {
  const [row] = await db.$queryRaw<ModelState[]>`
    SELECT "fault", "faultUntil", "rung", "lately", "doubt" FROM "LlmModel" WHERE "id" = ${id}::uuid FOR UPDATE`;
  return row ?? freshState;
}

async function heldSetting(db: Db | Tx, key: string): Promise<ModelState> {
  await db.$executeRaw`INSERT INTO "Setting" ("key", "value") VALUES (${key}, '{}'::jsonb) ON CONFLICT DO NOTHING`;
  const [row] = await db.$queryRaw<{ value: unknown }[]>`SELECT "value" FROM "Setting" WHERE "key" = ${key} FOR UPDATE`;
  return Stored.catch(freshState).parse(row?.value);
}

/** The list as it shall be; rows that are not in it go. */
export async function replaceModels(
  tx: Tx,
  rows: readonly Omit<LlmModelRow, "createdAt" | "updatedAt">[],
  now: Date,
): Promise<void> {
  await tx.llmModel.deleteMany({ where: { id: { notIn: rows.map(({ id }) => id) } } });
  for (const { id, sealedKey, ...row } of rows) {
    const data = { ...row, sealedKey: sealedKey && Uint8Array.from(sealedKey), updatedAt: now };
    await tx.llmModel.upsert({ where: { id }, create: { id, ...data }, update: data });
  }
}

/** Calls by model and outcome, of all workers and days. */
export const callsByOutcome = (db: Db): Promise<{ model: string; outcome: string; count: number }[]> =>
  db.$queryRaw`
    SELECT "model", COALESCE("outcome", 'unknown') AS "outcome", count(*)::float8 AS "count" FROM "Spend" WHERE "state" <> 'reserved' GROUP BY 1, 2`;
