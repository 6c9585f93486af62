import type { Severity } from "./taxonomy.ts";

export const nowRanges = ["1h", "24h", "7d", "30d"] as const;
export type NowRange = (typeof nowRanges)[number];

export const costRanges = ["7d", "30d", "90d"] as const;
export type CostRange = (typeof costRanges)[number];

/** One band of a chart: a count a slot, and the sum over the period before. */
export interface Series {
  name: string;
  counts: number[];
  before: number;
}

/** Errors over time. Each slot begins at its instant and lasts as long as the others; the last one still runs. */
export interface Trend {
  slots: string[];
  slotMinutes: number;
  series: Series[];
  /** All errors of the slots of the period before. */
  before: number[];
}

export interface SignatureRow {
  installation: string;
  hash: string;
  /** The newest issue's title, and Sentry's id of that issue. */
  title: string;
  issue: string;
  project: string | null;
  category: string | null;
  severity: Severity | null;
  issues: number;
  users: number | null;
  events: number | null;
  last_seen: string;
}

/** How the line from webhook to verdict fares. */
export interface LineHealth {
  /** Null when no webhook came yet. */
  last_webhook: string | null;
  /** Jobs whose time has come and that nobody works on yet. */
  waiting: number;
  oldest_seconds: number;
  /** Of how many deliveries of the last hour, and by when 95 % of them had their verdict. */
  deliveries: number;
  p95_ms: number | null;
  /** Deliveries of the last day that could not be read or worked on. */
  set_aside: number;
  worker: "ok" | "silent";
}

/** How much is told to people of all that goes wrong. */
export interface Noise {
  signals: number;
  incidents: number;
  messages: number;
  /** From the opening of an incident to its acknowledgement; null when none was acknowledged. */
  acknowledge_seconds: number | null;
  acknowledged: number;
}

export interface ModelFigures {
  model: string;
  tiers: string[];
  calls: number;
  failed: number;
  items: number;
  /** Items whose answer could be used. */
  valid: number;
  cost_usd: number;
  input_tokens: number;
  cached_tokens: number;
  output_tokens: number;
  /** Of a whole call, and of a call divided by its items; null without an answered call. */
  call_ms: { p50: number; p95: number } | null;
  item_ms: { p50: number; p95: number } | null;
  /** Verdicts of this model that a person judged, and those found wrong. */
  judged: number;
  overruled: number;
}

/** What verdicts cost that agree in one label. */
export interface CostRow {
  name: string;
  verdicts: number;
  cost_usd: number;
}

export interface SpendDay {
  day: string;
  /** Model → USD. */
  models: Record<string, number>;
  calls: number;
  items: number;
  cost_usd: number;
}
