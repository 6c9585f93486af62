import { Counter, Gauge, Registry } from "prom-client";
import type { Severity } from "#lib/model/taxonomy.ts";

const resources = [
  "issue",
  "error",
  "event_alert",
  "metric_alert",
  "activity_alert",
  "comment",
  "seer",
  "preprod_artifact",
  "installation",
];

/** What a sender may name freely must not make as many time series as it likes. */
const known = (resource: string | null): string => (resource !== null && resources.includes(resource) ? resource : "other");
const named = (model: string): string => model.slice(0, 100);

function declare(registry: Registry) {
  const registers = [registry];
  return {
    deliveries: new Counter({
      name: "webhook_deliveries_total",
      help: "Webhooks by what became of them",
      labelNames: ["resource", "outcome"],
      registers,
    }),
    oldest: new Gauge({ name: "queue_oldest_seconds", help: "Age of the oldest waiting job", labelNames: ["queue"], registers }),
    pending: new Gauge({
      name: "pending_alerts_count",
      help: "Incidents nobody has acknowledged",
      labelNames: ["severity"],
      registers,
    }),
    budget: new Gauge({ name: "llm_budget_remaining_usd", help: "What may still be spent", labelNames: ["scope"], registers }),
    requests: new Counter({
      name: "llm_requests_total",
      help: "Calls to language models",
      labelNames: ["model", "outcome"],
      registers,
    }),
    suppressed: new Counter({
      name: "alerts_suppressed_total",
      help: "Signals nobody was told about",
      labelNames: ["reason"],
      registers,
    }),
    undelivered: new Counter({
      name: "alerts_undelivered_total",
      help: "Alerts that no channel took: the administrators were told instead",
      registers,
    }),
    waiting: new Gauge({
      name: "alerts_waiting_count",
      help: "Messages that are still to be sent, by channel",
      labelNames: ["channel"],
      registers,
    }),
    doubtful: new Counter({
      name: "alerts_possible_duplicate_total",
      help: "Messages that may have arrived twice, because an attempt to send them ended without an answer",
      registers,
    }),
  };
}

/** The metrics of one process, in words of what happened; `text` is what Prometheus reads. */
export function createMetrics() {
  const registry = new Registry();
  const metrics = declare(registry);
  return {
    contentType: registry.contentType,
    text: (): Promise<string> => registry.metrics(),
    delivered: (resource: string | null, outcome: string): void => metrics.deliveries.inc({ resource: known(resource), outcome }),
    queueOldest: (queue: string, seconds: number): void => metrics.oldest.set({ queue }, seconds),
    pendingAlerts: (severity: Severity, count: number): void => metrics.pending.set({ severity }, count),
    budgetRemaining: (scope: string, usd: number): void => metrics.budget.set({ scope }, usd),
    /** As the ledger counts them: the calls are made in other processes. */
    llmRequests: (counts: readonly { model: string; outcome: string; count: number }[]): void => {
      metrics.requests.reset();
      for (const { model, outcome, count } of counts) metrics.requests.inc({ model: named(model), outcome }, count);
    },
    /** As the database counts them: decisions are made in other processes. */
    suppressed: (counts: ReadonlyMap<string, number>): void => {
      metrics.suppressed.reset();
      for (const [reason, count] of counts) metrics.suppressed.inc({ reason }, count);
    },
    undelivered: (count: number): void => {
      metrics.undelivered.reset();
      metrics.undelivered.inc(count);
    },
    waitingAlerts: (counts: ReadonlyMap<string, number>): void => {
      metrics.waiting.reset();
      for (const [channel, count] of counts) metrics.waiting.set({ channel }, count);
    },
    /** As the database counts them. */
    possibleDuplicates: (count: number): void => {
      metrics.doubtful.reset();
      metrics.doubtful.inc(count);
    },
  };
}
export type Metrics = ReturnType<typeof createMetrics>;
