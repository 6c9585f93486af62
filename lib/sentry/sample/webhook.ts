import { sign } from "../verify.ts";
import { type Chance, hex, oneValue, type SampleError } from "./errors.ts";

/** Issues of this project are not Sentry's: a person sent them to see what happens. */
export const stormProject = "sample-storm";

/** Where a made-up error comes from. */
export interface Origin {
  /** The organisation's slug, and the uuid of the installation; null when there is none to write back to. */
  org: string;
  installation: string | null;
  issue: string;
  error: SampleError;
  environment: string;
  /** Overrules the error's own project. */
  project?: string;
  at: Date;
  chance: Chance;
}

const actor = { type: "application", id: "sentry", name: "Sentry" };
const envelope = (action: string, { installation }: Origin, data: object): object => ({
  action,
  installation: { uuid: installation },
  data,
  actor,
});

const frame = (file: string, fn: string, line: number, inApp: boolean): object => ({
  filename: file,
  abs_path: `/srv/app/${file}`,
  function: fn,
  module: file.replace(/\.\w+$/, "").replaceAll("/", "."),
  lineno: line,
  in_app: inApp,
  context_line: inApp ? `    ${fn}(messages)` : null,
});

function stack({ file, fn, platform }: SampleError): object[] {
  const entry = platform === "node" ? "node_modules/next/dist/server/base-server.js" : "starlette/routing.py";
  return [
    frame(entry, "handle", 288, false),
    frame(file.replace(/[^/]+$/, platform === "node" ? "handler.ts" : "api.py"), "handle_request", 61, true),
    frame(file, fn, 42, true),
  ];
}

/** What the application told of its call to a model. */
function aboutModel({ provider, model, status }: SampleError, chance: Chance): { tags: [string, string][]; contexts: object } {
  if (!provider || !model) return { tags: [], contexts: {} };
  const llm = {
    provider,
    model,
    status: status ?? null,
    retry_count: Math.floor(chance() * 4),
    latency_ms: Math.floor(chance() * 9000),
  };
  const tags: [string, string][] = [
    ["llm.provider", provider],
    ["llm.model", model],
  ];
  return { tags, contexts: { llm: { ...llm, request_id: `req_${hex(chance, 12)}` } } };
}

/** The raw event of `error.created` and `event_alert.triggered`. */
function event(origin: Origin): object {
  const { error, issue, environment, at, chance } = origin;
  const project = origin.project ?? error.project;
  const value = oneValue(error, chance);
  const { tags, contexts } = aboutModel(error, chance);
  return {
    event_id: hex(chance, 32),
    issue_id: issue,
    issue_url: `https://sentry.io/api/0/organizations/${origin.org}/issues/${issue}/`,
    web_url: `https://${origin.org}.sentry.io/issues/${issue}/events/latest/`,
    url: `https://sentry.io/api/0/projects/${origin.org}/${project}/events/latest/`,
    platform: error.platform,
    level: error.level,
    title: `${error.type}: ${value}`,
    culprit: `${error.file} in ${error.fn}`,
    environment,
    release: `${project}@2026.11.${1 + (Number(issue) % 3)}`,
    transaction: `/${project}/${error.fn}`,
    timestamp: at.getTime() / 1000,
    exception: { values: [{ type: error.type, value, stacktrace: { frames: stack(error) } }] },
    tags: [["environment", environment], ["level", error.level], ...tags],
    contexts,
  };
}

export const errorCreated = (origin: Origin): object => envelope("created", origin, { error: event(origin) });

export const alertTriggered = (origin: Origin, rule: string): object =>
  envelope("triggered", origin, {
    event: event(origin),
    triggered_rule: rule,
    issue_alert: { id: 12, title: rule, settings: [] },
  });

export interface Counted {
  events: number;
  users: number;
  firstSeen: Date;
  status?: "unresolved" | "resolved";
  substatus?: string;
}

/** What Sentry says of an issue, in webhooks and when it is asked. */
export function issueOf(origin: Origin, { events, users, firstSeen, status = "unresolved", substatus = "new" }: Counted): object {
  const { error, issue, org, at, chance } = origin;
  const slug = origin.project ?? error.project;
  const value = oneValue(error, chance);
  return {
    id: issue,
    url: `https://sentry.io/api/0/organizations/${org}/issues/${issue}/`,
    web_url: `https://${org}.sentry.io/issues/${issue}/`,
    permalink: `https://${org}.sentry.io/issues/${issue}/`,
    shortId: `${slug}-${Number(issue).toString(36)}`.toUpperCase(),
    title: `${error.type}: ${value}`,
    culprit: `${error.file} in ${error.fn}`,
    level: error.level,
    status,
    substatus: status === "resolved" ? null : substatus,
    platform: error.platform,
    project: { id: String(4_509_000 + slug.length), name: slug, slug, platform: error.platform },
    type: "error",
    metadata: { type: error.type, value },
    issueCategory: "error",
    assignedTo: null,
    count: String(events),
    userCount: users,
    firstSeen: firstSeen.toISOString(),
    lastSeen: at.toISOString(),
  };
}

export const issueTold = (action: "created" | "resolved" | "unresolved", origin: Origin, counted: Counted): object =>
  envelope(action, origin, { issue: issueOf(origin, counted) });

/** A webhook as Sentry sends it: signed over exactly these bytes. */
export function signedWebhook(
  { resource, body, secret }: { resource: string; body: object; secret: string },
  { id, now }: { id: string; now: Date },
): { body: Buffer; headers: Record<string, string> } {
  const bytes = Buffer.from(JSON.stringify(body));
  return {
    body: bytes,
    headers: {
      "content-type": "application/json",
      "content-length": String(bytes.length),
      "request-id": id,
      "sentry-hook-resource": resource,
      "sentry-hook-timestamp": String(Math.floor(now.getTime() / 1000)),
      "sentry-hook-signature": sign(bytes, secret),
    },
  };
}
