import assert from "node:assert/strict";
import { test } from "node:test";
import { v7 as uuidv7 } from "uuid";
import { spendDays, verdictCosts } from "#lib/db/figures/costs.ts";
import { modelFigures } from "#lib/db/figures/models.ts";
import { daysUpTo } from "#lib/db/figures/period.ts";
import { ownDatabase } from "../support/database.ts";
import { addIssue } from "../support/issues.ts";

const { db } = await ownDatabase();
const day = "2026-11-30";
const days = { from: day, to: day, zone: "Asia/Tokyo" };

interface Call {
  model?: string;
  on?: string;
  items?: number;
  valid?: number;
  costMicros?: bigint;
  latencyMs?: number;
  outcome?: string;
  state?: string;
}

const call = ({
  model = "mini",
  on = day,
  items = 4,
  costMicros = 400n,
  latencyMs = 1000,
  outcome = "ok",
  state = "settled",
  valid = items,
}: Call) =>
  db.spend.create({
    data: {
      id: uuidv7(),
      installationId: "default",
      at: new Date(),
      day: on,
      tier: "llm-fast",
      model,
      baseUrl: "https://api.example.com/v1",
      state,
      reservedMicros: 0n,
      costMicros,
      inputTokens: 100,
      cachedTokens: 40,
      outputTokens: 10,
      items,
      valid,
      outcome,
      latencyMs,
    },
  });

const cost = (hour: string, category: string, tier: string, verdicts: number, costMicros: bigint) =>
  db.rollup.create({
    data: {
      installationId: "default",
      hour: new Date(hour),
      project: "api",
      category,
      severity: "low",
      tier,
      model: "",
      verdicts,
      costMicros,
      latency: [],
    },
  });

test("without a call there is nothing, and no day is left out", async () => {
  assert.deepEqual(await modelFigures(db, days), []);
  assert.deepEqual(await spendDays(db, ["2026-11-29", day]), [
    { day: "2026-11-29", models: {}, calls: 0, items: 0, cost_usd: 0 },
    { day, models: {}, calls: 0, items: 0, cost_usd: 0 },
  ]);
});

test("models stand side by side: calls, valid answers, latency of a call and of an item, tokens, cost", async () => {
  await call({});
  await call({ items: 1, latencyMs: 3000, costMicros: 100n });
  await call({ outcome: "timeout", valid: 0, costMicros: 0n, latencyMs: 30_000 });
  await call({ state: "reserved" });
  await call({ on: "2026-11-28" });
  await call({ model: "large", costMicros: 9000n });
  const [large, mini] = await modelFigures(db, days);
  assert.equal(large?.model, "large");
  assert.deepEqual(
    [
      mini?.calls,
      mini?.failed,
      mini?.items,
      mini?.valid,
      mini?.cost_usd,
      mini?.input_tokens,
      mini?.cached_tokens,
      mini?.output_tokens,
    ],
    [3, 1, 9, 5, 0.0005, 300, 120, 30],
  );
  assert.deepEqual([mini?.call_ms, mini?.item_ms?.p50], [{ p50: 2000, p95: 2900 }, 1625]);
});

test("a model is overruled where a person said its verdict is wrong", async () => {
  for (const [n, agree] of [true, true, false].entries()) {
    const sentryIssueId = `judged ${n}`;
    const issueId = await addIssue(db, { sentryIssueId, verdict: { model: "mini" } });
    const { verdictId, signature } = await db.issue.findUniqueOrThrow({ where: { id: issueId } });
    const was = { wasCategory: "timeout", wasSeverity: "low", wasTier: "llm-fast" };
    const said = { byId: "ada", byName: "Ada", agree, at: new Date("2026-11-30T02:00:00Z") };
    await db.correction.create({
      data: {
        id: uuidv7(),
        installationId: "default",
        issueId,
        signature: signature ?? "",
        verdictId: verdictId ?? "",
        ...was,
        ...said,
      },
    });
  }
  const mini = (await modelFigures(db, days)).find(({ model }) => model === "mini");
  assert.deepEqual([mini?.judged, mini?.overruled], [3, 1]);
});

test("costs by label begin with the day of the zone, and hold what was free", async () => {
  await cost("2026-11-29T14:00:00Z", "timeout", "llm-fast", 9, 900n); // still the 29th in Tokyo
  await cost("2026-11-29T15:00:00Z", "timeout", "llm-fast", 2, 500n);
  await cost("2026-11-30T01:00:00Z", "network", "rule", 5, 0n);
  assert.deepEqual(await verdictCosts(db, "tier", days), [
    { name: "llm-fast", verdicts: 2, cost_usd: 0.0005 },
    { name: "rule", verdicts: 5, cost_usd: 0 },
  ]);
  assert.deepEqual(
    (await verdictCosts(db, "category", days)).map(({ name }) => name),
    ["timeout", "network"],
  );
  assert.deepEqual(
    (await verdictCosts(db, "project", days)).map(({ verdicts }) => verdicts),
    [7],
  );
});

test("spend by day names the models of each day", async () => {
  const [before, , today] = await spendDays(db, daysUpTo(new Date("2026-11-30T00:00:00Z"), "UTC", 3));
  assert.deepEqual([before?.models, before?.calls], [{ mini: 0.0004 }, 1]);
  assert.deepEqual(today?.models, { large: 0.009, mini: 0.0005 });
  assert.ok(Math.abs((today?.cost_usd ?? 0) - 0.0095) < 1e-9);
});
