import { BadInput, ConfigurationError, NotFound } from "#lib/model/errors.ts";
import type { IssueFacts } from "#lib/model/issue.ts";
import type { Report } from "#lib/model/report.ts";
import { type CallOptions, part, sentryCaller } from "./call.ts";
import { eventToReport, type Reshaped } from "./reshape/event.ts";
import { issueToFacts, issueToReport } from "./reshape/issue.ts";
import { type SentryWriter, sentryWriter } from "./write.ts";

/** Reads from Sentry within its limits. Throws NotFound, Busy (with when to come again), ConfigurationError (with what to change) or BadInput. */
export interface SentryClient {
  /** NotFound also for some time after the issue was created. */
  latestEvent(org: string, issueId: string): Promise<Reshaped>;
  issue(org: string, issueId: string): Promise<{ facts: IssueFacts; report: Report }>;
  /** Returns when organisation, token and permissions are as they must be; the error says what is not. */
  check(org: string): Promise<void>;
  write: SentryWriter;
}

export function sentryClient(options: CallOptions): SentryClient {
  const caller = sentryCaller(options);
  const endpoint = (name: string, perSecond: number) => caller.endpoint(name, perSecond, "event:read");
  const [events, issues, lists] = [endpoint("events", 15), endpoint("issue", 5), endpoint("issues", 5)];
  const read = (at: typeof events, path: string): Promise<unknown> => caller.call(at, "GET", `organizations/${path}`);

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
    write: sentryWriter(caller),
  };
}
