import { setTimeout as pauseFor } from "node:timers/promises";
import { BadInput, Busy, ConfigurationError, NotFound } from "#lib/model/errors.ts";
import type { IssueFacts } from "#lib/model/issue.ts";
import type { Report } from "#lib/model/report.ts";
import { parseBody, tooDeep } from "./json.ts";
import { afterMs, quotaPauseMs } from "./limits.ts";
import { crowd, type Pace, pace } from "./pace.ts";
import { eventToReport, type Reshaped } from "./reshape/event.ts";
import { issueToFacts, issueToReport } from "./reshape/issue.ts";
import { identifier } from "./reshape/wire.ts";

export interface Reply {
  status: number;
  headers: Readonly<Record<string, string>>;
  text(): string;
}

interface Options {
  baseUrl: string;
  token: string;
  /** The one function for outgoing requests. */
  request: (request: { url: string; headers: Record<string, string>; timeoutMs: number; maxBytes: number }) => Promise<Reply>;
  clock: () => Date;
  pause?: (ms: number) => Promise<unknown>;
}

/** Reads from Sentry within its limits. Throws NotFound, Busy (with when to come again), ConfigurationError (with what to change) or BadInput. */
export interface SentryClient {
  /** NotFound also for some time after the issue was created. */
  latestEvent(org: string, issueId: string): Promise<Reshaped>;
  issue(org: string, issueId: string): Promise<{ facts: IssueFacts; report: Report }>;
  /** Returns when organisation, token and permissions are as they must be; the error says what is not. */
  check(org: string): Promise<void>;
}

interface Endpoint {
  name: string;
  scope: string;
  pace: Pace;
}

const timeoutMs = 15_000;
const maxBytes = 10 * 2 ** 20;
const atOnce = 5;

export function sentryClient({ baseUrl, token, request, clock, pause = pauseFor }: Options): SentryClient {
  const root = `${baseUrl.replace(/\/{1,10}$/, "")}/api/0/organizations/`;
  const now = (): number => clock().getTime();
  const endpoint = (name: string, perSecond: number): Endpoint => ({
    name,
    scope: "event:read",
    pace: pace(perSecond, now, pause),
  });
  const [events, issues, lists] = [endpoint("events", 15), endpoint("issue", 5), endpoint("issues", 5)];
  const place = crowd(atOnce);

  const read = (from: Endpoint, path: string): Promise<unknown> =>
    place(async () => {
      await from.pace.turn();
      const reply = await request({
        url: root + path,
        headers: { authorization: `Bearer ${token}`, accept: "application/json" },
        timeoutMs,
        maxBytes,
      });
      from.pace.hold(reply.status === 429 ? afterMs(reply.headers, now()) : quotaPauseMs(reply.headers, now()));
      return bodyOf(reply, from, now());
    });

  return {
    latestEvent: async (org, issueId) => eventToReport(await read(events, `${part(org)}/issues/${part(issueId)}/events/latest/`)),
    async issue(org, issueId) {
      const issue = await read(issues, `${part(org)}/issues/${part(issueId)}/`);
      const facts = issueToFacts(issue);
      if (!facts) throw new BadInput("Sentry's answer names no issue");
      return { facts, report: issueToReport(issue) };
    },
    async check(org) {
      await read(lists, `${part(org)}/issues/?limit=1`).catch((error: unknown) => {
        if (!(error instanceof NotFound)) throw error;
        throw new ConfigurationError(
          `Sentry shows this token no organisation "${org}": check SENTRY_ORG and that the integration belongs to it`,
        );
      });
    },
  };
}

function part(value: string): string {
  if (identifier.safeParse(value).data == null) throw new BadInput("This is no slug or id of Sentry's");
  return value;
}

function bodyOf(reply: Reply, { name, scope }: Endpoint, now: number): unknown {
  const { status } = reply;
  if (status === 429) throw new Busy(`Sentry's rate limit for ${name} is used up`, afterMs(reply.headers, now));
  if (status === 408 || status >= 500) throw new Busy(`Sentry answered ${status}`);
  if (status === 401)
    throw new ConfigurationError(
      "Sentry refuses the token (401): it is wrong, expired or revoked. Make a new one in the integration's page and set SENTRY_AUTH_TOKEN",
    );
  if (status === 403)
    throw new ConfigurationError(
      `The token lacks the permission ${scope} (403): add it in the integration's page under Permissions`,
    );
  if (status === 404) throw new NotFound(`Sentry has no such thing under ${name}`);
  if (status !== 200) throw new ConfigurationError(`Sentry answered ${status}: check SENTRY_BASE_URL`);
  const text = reply.text();
  if (tooDeep(text)) throw new BadInput("Sentry's answer is nested too deeply");
  try {
    return parseBody(text);
  } catch {
    throw new ConfigurationError("What answers at SENTRY_BASE_URL is not Sentry's API: no JSON came");
  }
}
