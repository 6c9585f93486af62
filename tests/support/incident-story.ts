import { randomUUID } from "node:crypto";
import type { Db } from "#lib/db/client.ts";
import type { Category, Severity } from "#lib/model/taxonomy.ts";
import { addDecision, addIncident, addMessage, ago } from "./incidents.ts";
import { addIssue } from "./issues.ts";

interface Told {
  issue: string;
  title: string;
  category: Category;
  severity: Severity;
  users: number;
  rootCause: string;
  fix: string;
  project?: string;
}

const told: readonly Told[] = [
  {
    issue: "8001",
    title: "APITimeoutError: Request to gpt-4.1 timed out after 30 s while the user waited for the checkout summary",
    category: "timeout",
    severity: "critical",
    users: 1240,
    rootCause: "The provider did not answer within 30 s; 41 % of the calls of the last ten minutes ended like this.",
    fix: "Fail over to the second model for new requests, and raise the limit only for the summary job.",
  },
  {
    issue: "8002",
    title: "APITimeoutError: Request to gpt-4.1 timed out after 60 s",
    category: "timeout",
    severity: "high",
    users: 86,
    rootCause: "The same outage, seen by the nightly job with its longer limit.",
    fix: "Nothing of its own: it ends with the outage.",
  },
  {
    issue: "8003",
    title: "AuthenticationError: Incorrect API key provided: <secret>",
    category: "authentication",
    severity: "critical",
    users: 310,
    rootCause: "The key of the embeddings service was rotated and the pod still holds the old one.",
    fix: "Restart the pods of search-indexer so that they read the new secret.",
    project: "search",
  },
  {
    issue: "8004",
    title: "RateLimitError: Rate limit reached for claude-sonnet in organization acme on tokens per min",
    category: "rate_limit",
    severity: "medium",
    users: 12,
    rootCause: "The batch import sends 400,000 tokens a minute; the limit is 300,000.",
    fix: "Spread the import over two minutes or ask for a higher limit.",
    project: "import",
  },
  {
    issue: "8005",
    title: "JSONDecodeError: Expecting value: line 1 column 1 (char 0)",
    category: "response_quality",
    severity: "high",
    users: 44,
    rootCause: "The model answered with prose where the extractor expects JSON.",
    fix: "Ask for a strict schema, and retry once without streaming.",
    project: "extraction",
  },
];

/** Incidents in every state with their issues, decisions and messages, as a bad morning leaves them; gives their ids by what they are. */
export async function addIncidentStory(db: Db) {
  const ids = new Map<string, string>();
  for (const { issue, title, category, severity, users, rootCause, fix, project = "checkout" } of told) {
    const more = { title, users, events: users * 3, project, environment: "production" };
    const verdict = { rootCause, fixSuggestion: fix };
    ids.set(issue, await addIssue(db, { sentryIssueId: issue, category, severity, issue: more, verdict }));
  }
  const of = (issue: string): string => ids.get(issue) as string;
  const about = (at: number, project: string) => {
    const [type = "", ...rest] = (told[at] as Told).title.split(": ");
    const message = rest.join(": ");
    return { type, message, project, category: (told[at] as Told).category, signature: `4f2a9c81d07${at}` };
  };

  const outage = await addIncident(db, {
    severity: "critical",
    age: 38,
    subject: about(0, "checkout"),
    issues: [of("8001"), of("8002")],
  });
  const key = await addIncident(db, { severity: "critical", age: 6, subject: about(2, "search"), issues: [of("8003")] });
  const taken = await addIncident(db, {
    severity: "high",
    age: 95,
    subject: about(4, "extraction"),
    issues: [of("8005")],
    incident: { state: "acknowledged", acknowledgedAt: ago(80), acknowledgedBy: "Grace Hopper" },
  });
  const snoozed = await addIncident(db, {
    severity: "medium",
    age: 200,
    subject: about(3, "import"),
    issues: [of("8004")],
    incident: { snoozedUntil: ago(-160) },
  });
  const over = await addIncident(db, {
    severity: "high",
    age: 60 * 26,
    subject: {
      type: "OperationalError",
      message: "remaining connection slots are reserved",
      project: "billing",
      category: "database",
    },
    incident: {
      state: "resolved",
      acknowledgedAt: ago(60 * 25),
      acknowledgedBy: "Ada Lovelace",
      resolvedAt: ago(60 * 22),
      resolvedBy: null,
    },
  });
  await tell(db, outage, of("8001"));
  await addDecision(db, 6, {
    incidentId: key,
    issueId: of("8003"),
    policy: "critical",
    skipped: ["slack", "hook"],
    action: "none",
    reason: "no_channel",
  });
  await addDecision(db, 95, { incidentId: taken, issueId: of("8005"), to: ["slack"] });
  await addDecision(db, 12, { incidentId: taken, issueId: of("8005"), action: "none", reason: "acknowledged" });
  await addDecision(db, 200, { incidentId: snoozed, issueId: of("8004"), policy: "medium", to: ["slack"], action: "send" });
  const wrote = { installationId: "default", issueId: of("8001") };
  for (const [kind, state, value] of [
    ["comment", "done", "Verdict: timeout, critical. The provider did not answer within 30 s."],
    ["priority", "dry-run", "high"],
  ] as const)
    await db.writeBack.create({ data: { ...wrote, id: randomUUID(), kind, state, value, at: ago(37) } });
  return { outage, key, taken, snoozed, over };
}

async function tell(db: Db, incidentId: string, issueId: string): Promise<void> {
  const both = { incidentId, issueId, policy: "critical" };
  const first = await addDecision(db, 38, { ...both, to: ["slack", "hook"], skipped: ["pager", "sms"] });
  await addMessage(db, 38, { incidentId, issueId, decisionId: first, externalId: "1764484800.000100" });
  await addMessage(db, 37.9, {
    incidentId,
    issueId,
    decisionId: first,
    channel: "hook",
    state: "failed",
    error: "https://hooks.acme.example answered 503 four times; the next attempt is at 06:31",
  });
  for (let i = 0; i < 23; i++)
    await addDecision(db, 37 - i * 0.3, { ...both, signalKind: "escalated", action: "none", reason: "dedup" });
  await addDecision(db, 22, { ...both, signalKind: "severity_rose", reason: "severity_rise", to: ["slack"] });
  await addMessage(db, 22, { incidentId, issueId, reason: "severity_rise", externalId: "1764485700.000200", doubtful: true });
  await addDecision(db, 8, { ...both, signalKind: null, reason: "repeat", to: ["slack"] });
  await addDecision(db, 4, { ...both, signalKind: "corrected", action: "update", reason: "corrected", to: ["slack"] });
}
