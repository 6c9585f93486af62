import { z } from "zod";

/** What a stand-in for Sentry holds, and how it was treated. */
export interface SentryState {
  org: string;
  token: string;
  /** Permissions of the token. */
  scopes: Set<string>;
  /** Whether the integration has the UI component without which links are not shown. */
  hasIssueLink: boolean;
  /** Known installations; null knows every one. */
  installations: ReadonlySet<string> | null;
  /** Latest events and issues by issue id. */
  events: Map<string, unknown>;
  issues: Map<string, unknown>;
  notes: Map<string, { issue: string; text: string; at: number }>;
  links: Map<string, { installation: string; webUrl: string; project: string; identifier: string; shown: boolean }>;
  updates: { issue: string; change: Record<string, unknown> }[];
  /** What Sentry would never have been sent by a correct client. */
  faults: string[];
}

export const sentryState = (given: Partial<SentryState> = {}): SentryState => ({
  org: "harbor",
  token: "sntrys_standin",
  scopes: new Set(["event:read", "event:write"]),
  hasIssueLink: true,
  installations: null,
  events: new Map(),
  issues: new Map(),
  notes: new Map(),
  links: new Map(),
  updates: [],
  faults: [],
  ...given,
});

const endpoints = [
  { endpoint: "event", method: "GET", form: /^organizations\/(?<org>[\w-]+)\/issues\/(?<id>[\w-]+)\/events\/latest\/$/ },
  { endpoint: "issue", method: "GET", form: /^organizations\/(?<org>[\w-]+)\/issues\/(?<id>[\w-]+)\/$/ },
  { endpoint: "issues", method: "GET", form: /^organizations\/(?<org>[\w-]+)\/issues\/$/ },
  { endpoint: "update", method: "PUT", form: /^organizations\/(?<org>[\w-]+)\/issues\/(?<id>[\w-]+)\/$/ },
  { endpoint: "notes", method: "GET", form: /^organizations\/(?<org>[\w-]+)\/issues\/(?<id>[\w-]+)\/notes\/$/ },
  { endpoint: "comment", method: "POST", form: /^organizations\/(?<org>[\w-]+)\/issues\/(?<id>[\w-]+)\/notes\/$/ },
  { endpoint: "note", method: "PUT", form: /^organizations\/(?<org>[\w-]+)\/issues\/(?<id>[\w-]+)\/notes\/(?<note>[\w-]+)\/$/ },
  { endpoint: "link", method: "POST", form: /^sentry-app-installations\/(?<uuid>[\w-]+)\/external-issues\/$/ },
] as const;
export type Endpoint = (typeof endpoints)[number]["endpoint"];

export interface Asked {
  method: string;
  pathname: string;
  authorization: string | undefined;
  body: string;
}
export interface Answer {
  status: number;
  body: unknown;
}

const missing: Answer = {
  status: 404,
  body: { detail: "No matching event found, try changing the environments, date range, or query." },
};
const denied: Answer = { status: 403, body: { detail: "You do not have permission to perform this action." } };
const refused = (detail: string): Answer => ({ status: 400, body: { detail } });

interface Matched {
  endpoint: Endpoint;
  groups: Record<string, string | undefined>;
}

/** Which endpoint is asked; what is none is noted as a fault. */
function match(state: SentryState, { method, pathname }: Asked): Matched | undefined {
  const path = pathname.replace(/^\/api\/0\//, "");
  const at = endpoints.filter(({ form }) => form.test(path));
  if (at.length === 0) state.faults.push(`no such path: ${pathname}`);
  const found = at.find((each) => each.method === method);
  if (at.length > 0 && !found) state.faults.push(`no such method: ${method} ${pathname}`);
  return found && { endpoint: found.endpoint, groups: found.form.exec(path)?.groups ?? {} };
}

/** Answers as Sentry does; `before` may answer in its place, once the caller is known. */
export function answerTo<A>(state: SentryState, asked: Asked, before: (endpoint: Endpoint) => A | undefined): Answer | A {
  const found = match(state, asked);
  if (asked.authorization !== `Bearer ${state.token}`) return { status: 401, body: { detail: "Invalid token" } };
  if (!found || (found.groups.org !== undefined && found.groups.org !== state.org)) return missing;
  const given = before(found.endpoint);
  if (given !== undefined) return given;
  const writes = asked.method !== "GET";
  if (!state.scopes.has(writes ? "event:write" : "event:read")) return denied;
  return writes ? write(state, found, asked.body) : read(state, found);
}

function read(state: SentryState, { endpoint, groups }: Matched): Answer {
  if (endpoint === "issues") return { status: 200, body: [...state.issues.values()] };
  if (endpoint === "notes") {
    const ofIssue = [...state.notes].filter(([, { issue }]) => issue === groups.id);
    return { status: 200, body: ofIssue.map(([id, { text }]) => ({ id, data: { text } })) };
  }
  const body = (endpoint === "event" ? state.events : state.issues).get(groups.id ?? "");
  return body === undefined ? missing : { status: 200, body };
}

const Note = z.strictObject({ text: z.string().min(1).max(10_000) });
const Update = z
  .strictObject({
    status: z.enum(["resolved", "unresolved", "ignored"]),
    substatus: z.string(),
    assignedTo: z.string().regex(/^(?:user:\d+|team:\d+|\S+@\S+)$/),
    priority: z.enum(["low", "medium", "high"]),
  })
  .partial();
const Link = z.strictObject({
  issueId: z.string().regex(/^\d+$/),
  webUrl: z.url(),
  project: z.string().min(1),
  identifier: z.string().min(1),
});

/** The body by its schema; undefined, with a fault, when no correct client would have sent it. */
function parsed<S extends z.ZodType>(state: SentryState, schema: S, written: string): z.infer<S> | undefined {
  try {
    return schema.parse(JSON.parse(written));
  } catch (error) {
    state.faults.push(`a wrong body: ${String(error).slice(0, 200)}`);
    return undefined;
  }
}

function write(state: SentryState, { endpoint, groups }: Matched, written: string): Answer {
  const issue = groups.id ?? "";
  if (endpoint === "update") {
    const change = parsed(state, Update, written);
    if (!change) return refused("Invalid input.");
    state.updates.push({ issue, change });
    return { status: 200, body: { id: issue, ...change } };
  }
  if (endpoint === "link") return makeLink(state, groups.uuid ?? "", written);
  const note = parsed(state, Note, written);
  if (!note) return refused("Invalid input.");
  if (note.text.includes("@")) state.faults.push("a comment that may mention people");
  return endpoint === "comment" ? comment(state, issue, note.text) : edit(state, issue, groups.note ?? "", note.text);
}

const hourMs = 3_600_000;

function comment(state: SentryState, issue: string, text: string): Answer {
  const now = Date.now();
  const twin = [...state.notes.values()].some((note) => note.issue === issue && note.text === text && now - note.at < hourMs);
  if (twin) return refused("You have already posted that comment.");
  const id = String(70_000 + state.notes.size);
  state.notes.set(id, { issue, text, at: now });
  return { status: 201, body: { id, data: { text } } };
}

function edit(state: SentryState, issue: string, id: string, text: string): Answer {
  const note = state.notes.get(id);
  if (note?.issue !== issue) return missing;
  note.text = text;
  return { status: 200, body: { id, data: { text } } };
}

function makeLink(state: SentryState, installation: string, written: string): Answer {
  if (state.installations && !state.installations.has(installation)) return missing;
  const link = parsed(state, Link, written);
  if (!link) return refused("Invalid input.");
  const { issueId, ...shown } = link;
  state.links.set(issueId, { installation, ...shown, shown: state.hasIssueLink });
  return { status: 200, body: { id: issueId, issueId, ...shown, displayName: `${shown.project}#${shown.identifier}` } };
}
