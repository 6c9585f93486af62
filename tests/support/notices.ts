import { v7 as uuidv7 } from "uuid";
import type { Notice } from "#lib/model/notice.ts";

/** A complete alert. */
export const sampleNotice = (more: Partial<Notice> = {}): Notice => ({
  id: uuidv7(),
  kind: "alert",
  own: null,
  reason: "first",
  urgency: "low",
  step: null,
  language: "en",
  zone: "UTC",
  thread: null,
  newest: true,
  handedBy: null,
  said: null,
  snoozedUntil: null,
  alternatives: ["network", "provider_error"],
  endedSilence: null,
  silenced: null,
  unreached: null,
  digest: null,
  incident: uuidv7(),
  state: "open",
  stateBy: null,
  severity: "critical",
  type: "APITimeoutError",
  line: "Request timed out after 30 s",
  category: "timeout",
  rootCause: "The provider did not answer in the time allowed.",
  fix: "Raise the limit or stream the answer.",
  retry: { should: true, afterSeconds: 20 },
  confidence: 0.924,
  provisional: false,
  users: 12,
  events: 1340,
  issues: 1,
  project: "api",
  environment: "production",
  release: "1.4.2",
  decidedBy: { tier: "llm-fast", model: "gpt-5-mini", name: null },
  sentryIssueId: "4509876",
  openedAt: "2026-11-30T08:15:00.000Z",
  links: {
    issue: "https://verdict.example/issues/4509876?installation=default",
    sentry: "https://acme.sentry.io/issues/4509876/",
    incident: "https://verdict.example/incidents/i",
    acknowledge: "https://verdict.example/incidents/i#acknowledge",
    silence: "https://verdict.example/policies?silence=signature%3Aabc",
    why: "https://verdict.example/incidents/i#timeline",
  },
  ...more,
});

/** Texts that try to be more than text. */
export const hostileTexts = [
  "<!channel> wake up",
  "<!here|here> and @here and @channel and @everyone",
  "<@U012AB3CD> and <#C012AB3CD>",
  "<https://attacker.example|Sentry> says so",
  "https://attacker.example/look",
  "`code` ```block``` *bold* _it_ ~no~ > quote",
  "&lt;!channel&gt; &amp;lt;!channel&amp;gt;",
  "a\r\nBcc: x@y.example\r\n\r\nbody",
  "nul \0 bell \x07 escape \x1b[31mred\x1b[0m",
  "right \u202e to left, zero\u200b width, bom \ufeff, line\u2028paragraph\u2029",
  "half \ud83d a pair, whole 😀 pair, 👩‍👩‍👧‍👦 family",
  '</script><script>alert(1)</script> {{7*7}} "quoted" \\"',
  "😀".repeat(60_000),
  "x".repeat(1_000_000),
  "<".repeat(20_000),
] as const;

/** A digest of two groups that shows three lines of 4,952. */
export const sampleDigest = (more: Partial<Notice> = {}): Notice => {
  const url = "https://verdict.example/incidents/i";
  const line = { severity: "medium", category: "rate_limit", project: "api", count: 1, state: "open", url } as const;
  return sampleNotice({
    kind: "digest",
    reason: "digest",
    incident: null,
    line: "",
    ...{ type: null, category: null, rootCause: null, fix: null, retry: null, confidence: null, decidedBy: null },
    ...{ users: null, events: null, issues: 0, project: null, environment: null, release: null, sentryIssueId: null },
    digest: {
      channel: "morning",
      from: "2026-11-29T09:00:00.000Z",
      until: "2026-11-30T09:00:00.000Z",
      late: false,
      bundle: false,
      hourly: 10,
      total: 4952,
      groups: [
        {
          title: "Timeout",
          worst: "critical",
          lines: [{ ...line, severity: "critical", type: "APITimeoutError", line: "timed out", category: "timeout", count: 12 }],
          more: 0,
        },
        {
          title: "Rate limit",
          worst: "medium",
          lines: [
            { ...line, type: "RateLimitError", line: "slow down" },
            { ...line, type: null, line: "too many requests", state: "resolved" },
          ],
          more: 4949,
        },
      ],
    },
    links: {
      ...{ issue: null, sentry: null, incident: null, acknowledge: null, silence: null },
      why: "https://verdict.example/decisions",
    },
    ...more,
  });
};
