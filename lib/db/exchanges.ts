import type { Asked, Exchange } from "#lib/model/exchange.ts";
import { LlmTier } from "#lib/model/spend.ts";
import type { Db, Tx } from "./client.ts";

/** What a call said and heard, redacted, and about which signatures. */
export interface Said {
  system: string;
  user: string;
  answer: string | null;
  items: readonly { id: string; signature: string }[];
}

/** Keeps the words of a call that is in the ledger. */
export async function keepExchange(tx: Tx, spend: string, { items, ...words }: Said): Promise<void> {
  const row = await tx.spend.findUnique({
    where: { id: spend },
    select: { installationId: true, at: true, tier: true, model: true },
  });
  if (!row) return;
  const { installationId } = row;
  const about = items.map(({ id, signature }) => ({ item: id, installationId, signature }));
  await tx.exchange.create({ data: { id: spend, ...row, ...words, items: { create: about } } });
}

const mostShown = 5;

/** The last calls about a signature, the newest first. */
export async function exchangesOf(db: Db, installationId: string, signature: string): Promise<Exchange[]> {
  const rows = await db.exchangeItem.findMany({
    where: { installationId, signature },
    orderBy: { exchangeId: "desc" },
    take: mostShown,
    include: { exchange: true },
  });
  const calls = await db.spend.findMany({ where: { id: { in: rows.map(({ exchangeId }) => exchangeId) } } });
  return rows.map(({ item, exchange: { id, at, tier, model, system, user, answer } }) => {
    const call = calls.find((one) => one.id === id);
    return {
      id,
      at: at.toISOString(),
      tier: LlmTier.catch("llm-fast").parse(tier),
      model,
      item,
      system,
      user,
      answer,
      items: call?.items ?? 1,
      cost_usd: Number(call?.costMicros ?? 0) / 1e6,
      estimated: call?.estimated ?? false,
      latency_ms: call?.latencyMs ?? null,
      outcome: call?.outcome ?? null,
    };
  });
}

/** What models are asked about a signature now, or were last; null when nobody wanted anything. */
export async function askedOf(db: Db, installationId: string, hash: string): Promise<Asked | null> {
  const row = await db.refinement.findUnique({ where: { installationId_hash: { installationId, hash } } });
  if (!row) return null;
  const state = (["waiting", "asking", "failed"] as const).find((one) => one === row.state) ?? "done";
  return { state, why: row.error };
}
