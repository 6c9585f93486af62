import assert from "node:assert/strict";
import { test } from "node:test";
import { createMetrics } from "#lib/outside/metrics.ts";

async function lines(fill: (metrics: ReturnType<typeof createMetrics>) => void): Promise<string[]> {
  const metrics = createMetrics();
  fill(metrics);
  return (await metrics.text()).split("\n").filter((line) => line !== "" && !line.startsWith("#"));
}

test("each thing that happens is counted under its name and labels", async () => {
  const written = await lines((metrics) => {
    metrics.queueOldest("triage", 4);
    metrics.pendingAlerts("critical", 2);
    metrics.budgetRemaining("day", 0.2);
    metrics.llmRequests([{ model: "gpt-5-mini", outcome: "ok", count: 1 }]);
    metrics.suppressed(new Map([["dedup", 1]]));
  });
  for (const line of [
    'queue_oldest_seconds{queue="triage"} 4',
    'pending_alerts_count{severity="critical"} 2',
    'llm_budget_remaining_usd{scope="day"} 0.2',
    'llm_requests_total{model="gpt-5-mini",outcome="ok"} 1',
    'alerts_suppressed_total{reason="dedup"} 1',
  ]) {
    assert.ok(written.includes(line), line);
  }
});

test("senders cannot make as many series as they like", async () => {
  const written = await lines((metrics) => {
    for (let at = 0; at < 1000; at++) metrics.delivered(`made-up-${at}`, "accepted");
    metrics.delivered(null, "accepted");
    metrics.delivered("issue", "copy");
  });
  assert.deepEqual(
    written.filter((line) => line.startsWith("webhook_deliveries_total")),
    [
      'webhook_deliveries_total{resource="other",outcome="accepted"} 1001',
      'webhook_deliveries_total{resource="issue",outcome="copy"} 1',
    ],
  );
});

test("nothing of the machine, its versions or the process is told, and two sets do not share", async () => {
  const written = await lines(() => undefined);
  assert.ok(
    written.every((line) => /^(?:error_classification|webhook|queue|pending|llm|alerts)_/.test(line)),
    written.join("\n"),
  );
  assert.ok((await lines((metrics) => metrics.delivered("issue", "x"))).some((line) => line.endsWith('outcome="x"} 1')));
});
