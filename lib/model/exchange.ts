import type { LlmTier } from "./spend.ts";

/** A call to a model about a signature, as people may read it: redacted as it was sent. */
export interface Exchange {
  id: string;
  /** ISO 8601. */
  at: string;
  tier: LlmTier;
  model: string;
  /** Under which id the error stands in it. */
  item: string;
  system: string;
  user: string;
  /** Null: none came. */
  answer: string | null;
  /** Of the whole call. */
  items: number;
  cost_usd: number;
  /** The provider did not say what it used. */
  estimated: boolean;
  latency_ms: number | null;
  /** `ok`, or what kind of failure. */
  outcome: string | null;
}

/** What models are asked about an issue's signature, and what comes of it. */
export interface Asked {
  state: "waiting" | "asking" | "done" | "failed";
  /** Why it waits or ended without an answer, for people. */
  why: string | null;
}
