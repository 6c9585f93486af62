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

/** A call about a signature, as people may read it. */
export interface ShownExchange {
  id: string;
  at: string;
  tier: string;
  model: string;
  /** Under which id the error stands in it. */
  item: string;
  system: string;
  user: string;
  answer: string | null;
  /** Of the whole call. */
  items: number;
  cost_usd: number;
  estimated: boolean;
  latency_ms: number | null;
  outcome: string | null;
}

const mostShown = 5;

/** The last calls about a signature, the newest first. */
export async function exchangesOf(db: Db, installationId: string, signature: string): Promise<ShownExchange[]> {
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
      tier,
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
