import { randomUUID } from "node:crypto";
import type { Db } from "#lib/db/client.ts";
import { addPolicies } from "#lib/db/policy-versions.ts";
import { PolicyDocument } from "#lib/model/policy.ts";
import { emptySubject } from "#lib/model/subject.ts";
import { defaultDocument } from "#lib/policy/defaults.ts";
import { addDecision, addIncident, addMessage, ago } from "./incidents.ts";
import { addIssue } from "./issues.ts";

const silence = {
  id: "01939393-0000-7000-8000-00000000c0de",
  match: "project:import",
  mode: "hold",
  author: "Grace Hopper",
  reason: "load test",
} as const;

/** The default policies, with a silence that holds, and acknowledgements of critical incidents that end. */
async function addDocument(db: Db): Promise<void> {
  const standing = defaultDocument("UTC");
  const document = PolicyDocument.parse({
    ...standing,
    policies: standing.policies.map((policy) => (policy.name === "critical" ? { ...policy, ackExpires: "4h" } : policy)),
    silences: [...standing.silences, { ...silence, until: ago(-180).toISOString() }],
  });
  await addPolicies(db, { version: 1, document, at: ago(600), by: "default" });
}

interface Begun {
  /** Its type and its message. */
  error: `${string}: ${string}`;
  /** Sentry's id of the issue; without it no issue is looked at. */
  issue?: string;
  project: string;
  severity?: "critical" | "high" | "medium";
  /** Minutes since it opened, when its ladder began unless something kept it back. */
  age: number;
  incident?: NonNullable<Parameters<typeof addIncident>[1]["incident"]>;
}

async function issueOf(db: Db, sentryIssueId: string, { error, severity = "high" }: Begun): Promise<string> {
  const issue = { title: error, users: 40, events: 120, project: "payments", environment: "production" };
  const verdict = { rootCause: "The card network answers late.", fixSuggestion: "Fail over to the second processor." };
  return addIssue(db, { sentryIssueId, category: "network", severity, issue, verdict });
}

async function begin(db: Db, begun: Begun): Promise<{ incidentId: string; issueId: string | null }> {
  const { error, project, severity = "high", age, incident = {} } = begun;
  const issueId = begun.issue ? await issueOf(db, begun.issue, begun) : null;
  const [type = "", message = ""] = error.split(": ");
  const incidentId = await addIncident(db, {
    ...{ severity, age, subject: { type, message, project } },
    ...(issueId && { issues: [issueId] }),
    incident: { ladderAt: ago(age), steps: 1, ...incident },
  });
  return { incidentId, issueId };
}

/** Nobody could be told: two channels refused it, the rest of the ladder is not set. */
async function lost(db: Db): Promise<string> {
  const error = "PaymentError: capture failed for order <num>";
  const incident = { steps: 2, undeliveredAt: ago(9), dueAt: ago(-18) };
  const about = await begin(db, { error, issue: "8101", project: "payments", severity: "critical", age: 12, incident });
  const both = { ...about, policy: "critical" };
  const decisionId = await addDecision(db, 12, { ...both, to: ["slack", "hook"], skipped: ["pager", "sms"], step: 0 });
  for (const [channel, fault] of [
    ["slack", "Slack answered 404 no_service: the webhook was removed. Make a new one and set it here."],
    ["hook", "https://hooks.acme.example answered 410: nothing is sent there any more."],
  ] as const)
    await addMessage(db, 11, { ...about, decisionId, channel, state: "failed", error: fault, step: 0, sentAt: null });
  await addDecision(db, 10, { ...both, signalKind: null, action: "none", reason: "no_channel", skipped: ["voice"], step: 1 });
  await addAct(db, about.incidentId, 10, { kind: "failed", step: 0 }, null);
  return about.incidentId;
}

/** Told once, its second step to come. */
async function climbing(db: Db): Promise<string> {
  const error = "LedgerError: balance is off by <num>";
  const about = await begin(db, { error, issue: "8102", project: "payments", age: 8, incident: { dueAt: ago(-7) } });
  const decisionId = await addDecision(db, 8, { ...about, to: ["slack"], skipped: ["hook", "mail"], step: 0 });
  await addMessage(db, 8, { ...about, decisionId, step: 0, externalId: "1764485800.000300" });
  return about.incidentId;
}

/** Its second step waits until people are at work. */
async function outsideHours(db: Db): Promise<string> {
  const heldBy = "working-hours";
  const incident = { heldBy, dueAt: ago(-600) };
  const about = await begin(db, { error: "MigrationError: column is missing", project: "billing", age: 25, incident });
  await addDecision(db, 25, { ...about, to: ["slack"], step: 0 });
  await addMessage(db, 25, { ...about, step: 0 });
  await addDecision(db, 10, { ...about, signalKind: null, action: "hold", reason: "outside_hours", heldBy, step: 1 });
  return about.incidentId;
}

async function held(db: Db): Promise<string> {
  const incident = { told: 0, toldAt: null, ladderAt: null, steps: 0, heldBy: silence.id, dueAt: ago(-180) };
  const about = await begin(db, {
    error: "BatchError: row <num> was refused",
    issue: "8104",
    project: "import",
    age: 15,
    incident,
  });
  await addDecision(db, 15, { ...about, action: "hold", reason: "silenced", heldBy: silence.id });
  return about.incidentId;
}

async function handedOn(db: Db): Promise<string> {
  const incident = { assigned: ["hook"], dueAt: null };
  const about = await begin(db, { error: "CacheError: the cluster lost its quorum", project: "search", age: 50, incident });
  await addDecision(db, 50, { ...about, to: ["slack"], step: 0 });
  await addAct(db, about.incidentId, 40, { kind: "reassign", to: ["hook"] }, "Ada Lovelace");
  await addDecision(db, 40, { ...about, signalKind: null, reason: "step", heldBy: "Ada Lovelace", to: ["hook"] });
  await addMessage(db, 40, { ...about, channel: "hook", state: "sending", sentAt: null });
  return about.incidentId;
}

/** Only a digest tells of it. */
async function digested(db: Db): Promise<string> {
  const error = "SlowQuery: report took <num> s";
  const about = await begin(db, { error, issue: "8106", project: "reports", severity: "medium", age: 18 });
  await addDecision(db, 18, { ...about, policy: "medium", action: "digest", lines: ["digest"], step: 0 });
  return about.incidentId;
}

/** A provider that is out, with the incident about it and a symptom that nobody was told of. */
async function outage(db: Db): Promise<string> {
  const installationId = "default";
  const openedAt = ago(22);
  const subject = { ...emptySubject, message: "openai is out", provider: "openai", signature: "verdict:provider_outage:openai" };
  await db.providerOutage.create({ data: { id: randomUUID(), installationId, provider: "openai", openedAt } });
  await db.providerFailure.createMany({
    data: [1, 2, 3].map((n) => ({ installationId, provider: "openai", slot: ago(n), signature: `s${n}`, count: 40 * n })),
  });
  const incidentId = await addIncident(db, {
    severity: "critical",
    age: 22,
    subject: { ...subject, type: null, category: null, signal: "provider_outage", project: null, environment: null },
    incident: { policy: "provider outage", group: { "llm.provider": "openai" }, ladderAt: openedAt, steps: 1 },
  });
  await addDecision(db, 22, { incidentId, signalKind: "provider_outage", policy: "provider outage", to: ["slack"], step: 0 });
  const signal = { id: randomUUID(), installationId, kind: "created", at: ago(20), routedAt: ago(20) };
  await db.signal.create({ data: { ...signal, subject: { ...subject, category: "timeout", signal: "created" } } });
  await addDecision(db, 20, { signalId: signal.id, policy: "high", action: "drop", reason: "inhibited", heldBy: incidentId });
  return incidentId;
}

async function addAct(db: Db, incidentId: string, minutes: number, act: object, byName: string | null): Promise<void> {
  await db.incidentAct.create({
    data: { id: randomUUID(), installationId: "default", incidentId, act, byName, at: ago(minutes) },
  });
}

/** Incidents at every place of their ladders; gives their ids by what they are. */
export async function addAlertStory(db: Db) {
  await addDocument(db);
  return {
    lost: await lost(db),
    climbing: await climbing(db),
    outsideHours: await outsideHours(db),
    held: await held(db),
    handedOn: await handedOn(db),
    digested: await digested(db),
    outage: await outage(db),
  };
}
