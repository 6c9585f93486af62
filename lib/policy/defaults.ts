import { PolicyDocument } from "#lib/model/policy.ts";

const symptoms = "category:provider_error OR category:timeout OR category:network";

const pages = { urgency: "high" } as const;

/** What a new deployment tells whom, so that nobody has to configure anything. */
export function defaultDocument(zone: string): PolicyDocument {
  return PolicyDocument.parse({
    version: 1,
    channels: [
      { name: "slack", kind: "slack" },
      { name: "pager", kind: "pagerduty" },
      { name: "mail", kind: "email", zone },
      { name: "sms", kind: "sms" },
      { name: "voice", kind: "voice" },
      { name: "hook", kind: "webhook" },
      { name: "retry", kind: "retry-hook" },
      { name: "digest", kind: "digest", to: ["slack"], every: "30m", by: "category" },
      { name: "morning", kind: "digest", to: ["slack", "mail"], at: "09:00", zone },
    ],
    calendars: [
      {
        name: "working-hours",
        zone,
        windows: [{ days: ["mon", "tue", "wed", "thu", "fri"], from: "09:00", to: "18:00" }],
      },
    ],
    policies: [
      {
        name: "provider outage",
        match: "signal:provider_outage",
        groupBy: ["llm.provider"],
        repeat: "1h",
        ladder: [{ after: "0s", to: ["pager", "slack", "hook"], ...pages }],
      },
      {
        name: "critical",
        match: "severity:critical",
        repeat: "30m",
        deadline: "0s",
        ladder: [
          { after: "0s", to: ["pager", "sms", "slack", "hook"], ...pages },
          { after: "5m", to: ["voice"], ...pages },
        ],
      },
      {
        name: "high",
        match: "severity:high",
        ladder: [
          { after: "0s", to: ["slack", "hook", "mail"] },
          { after: "15m", to: ["pager"], if: "in:working-hours", ...pages },
        ],
      },
      { name: "medium", match: "severity:medium", ladder: [{ after: "0s", to: ["digest"] }] },
      { name: "low and info", match: "severity:<=low", ladder: [{ after: "0s", to: ["morning"] }] },
      { name: "everything else", match: "*", ladder: [{ after: "0s", to: ["morning"] }] },
    ],
    silences: [
      {
        match: `(${symptoms}) -is:floor`,
        while: { match: "signal:provider_outage", equal: ["llm.provider"] },
        mode: "drop",
        author: "default",
        reason: "symptom of the outage",
      },
    ],
  });
}
