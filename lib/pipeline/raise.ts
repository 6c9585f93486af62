import type { Tx } from "#lib/db/client.ts";
import { raisedSince } from "#lib/db/signals.ts";
import type { SignalKind } from "#lib/model/signal.ts";
import { emptySubject } from "#lib/model/subject.ts";
import type { Severity } from "#lib/model/taxonomy.ts";
import { raiseAndRoute } from "./tell.ts";
import type { Tools } from "./tools.ts";

type OwnKind = Extract<
  SignalKind,
  "budget_crossed" | "sentry_silent" | "provider_outage" | "provider_refused" | "channel_broken"
>;

export interface OwnFact {
  kind: OwnKind;
  /** What happened, in a sentence for people. */
  message: string;
  installation: string;
  by?: string | null;
  /** What it is about, so that it is raised once: a budget and its period, a model, a channel. The message when left out. */
  key?: string;
  /** Of an outage. */
  provider?: string | null;
}

const severityOf: Record<OwnKind, Severity> = {
  budget_crossed: "high",
  sentry_silent: "high",
  provider_outage: "critical",
  provider_refused: "high",
  channel_broken: "high",
};

const periodMs = 86_400_000;

/** Raises a signal about Verdict itself or what it depends on, at most once a day of a kind and key; false when it was raised before. */
export async function raise(tools: Tools, tx: Tx, fact: OwnFact): Promise<boolean> {
  const { kind, message, installation, by = null, key = message, provider = null } = fact;
  const at = tools.clock();
  const signature = `verdict:${kind}:${key}`.slice(0, 300);
  if (await raisedSince(tx, { installation, kind, signature, since: new Date(at.getTime() - periodMs) })) return false;
  const subject = {
    ...emptySubject,
    message: message.slice(0, 2000),
    signature,
    provider,
    severity: severityOf[kind],
    signal: kind,
  };
  await raiseAndRoute(tools, tx, { installation, kind, at, issue: null, verdict: null, subject, was: null, by });
  return true;
}
