import type { Tx } from "#lib/db/client.ts";
import { raisedSince } from "#lib/db/signals.ts";
import type { OwnTold } from "#lib/model/own-told.ts";
import { type OwnKind, ownSignature, type SignalKind } from "#lib/model/signal.ts";
import { emptySubject, type Subject } from "#lib/model/subject.ts";
import type { Severity } from "#lib/model/taxonomy.ts";
import { raiseAndRoute } from "./tell.ts";
import type { Tools } from "./tools.ts";

export interface OwnFact {
  kind: OwnKind;
  /** What happened, in a sentence for people. */
  message: string;
  /** The same for other languages. */
  told?: OwnTold;
  installation: string;
  by?: string | null;
  /** What it is about, so that it is raised once: a budget and its period, a model, a channel, an outage. The message when left out. */
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

/** How bad each of these is taken to be. */
export const ownSeverities = Object.entries(severityOf).map(([signal, severity]) => ({ signal: signal as OwnKind, severity }));

const periodMs = 86_400_000;

const subjectOf = ({ kind, message, key = message, provider = null, told }: OwnFact): Subject & { signature: string } => ({
  ...emptySubject,
  message: message.slice(0, 2000),
  signature: ownSignature(kind, key),
  provider,
  severity: severityOf[kind],
  signal: kind,
  ...(told && { told }),
});

async function raised(
  tools: Tools,
  tx: Tx,
  kind: SignalKind,
  { installation, by = null }: OwnFact,
  subject: Subject,
): Promise<void> {
  await raiseAndRoute(tools, tx, { installation, kind, at: tools.clock(), issue: null, verdict: null, subject, was: null, by });
}

/** Raises a signal about Verdict itself or what it depends on, at most once a day of a kind and key; false when it was raised before. */
export async function raise(tools: Tools, tx: Tx, fact: OwnFact): Promise<boolean> {
  const { kind, installation } = fact;
  const subject = subjectOf(fact);
  const since = new Date(tools.clock().getTime() - periodMs);
  if (await raisedSince(tx, { installation, kind, signature: subject.signature, since })) return false;
  await raised(tools, tx, kind, fact, subject);
  return true;
}

/** Raises that what was raised under the kind and key is over; the message says how. */
export async function raiseEnd(tools: Tools, tx: Tx, fact: OwnFact & { key: string }): Promise<void> {
  await raised(tools, tx, "resolved", fact, { ...subjectOf(fact), signal: "resolved" });
}
