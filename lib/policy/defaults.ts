import { PolicyDocument } from "#lib/model/policy.ts";

const everywhere = ["slack", "hook"];

/** What a new deployment tells whom, so that nobody has to configure anything. */
export function defaultDocument(zone: string): PolicyDocument {
  return PolicyDocument.parse({
    version: 1,
    channels: [
      { name: "slack", kind: "slack" },
      { name: "pager", kind: "pagerduty" },
      { name: "mail", kind: "email", zone },
      { name: "sms", kind: "sms" },
      { name: "hook", kind: "webhook" },
      { name: "digest", kind: "digest", to: ["slack"], every: "30m", by: "category" },
      { name: "morning", kind: "digest", to: ["slack"], at: "09:00", zone },
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
        ladder: [{ after: "0s", to: ["pager", ...everywhere], urgency: "high" }],
      },
      {
        name: "critical",
        match: "severity:critical",
        repeat: "30m",
        deadline: "0s",
        ladder: [{ after: "0s", to: ["pager", "sms", ...everywhere], urgency: "high" }],
      },
      {
        name: "high",
        match: "severity:high",
        ladder: [
          { after: "0s", to: [...everywhere, "mail"] },
          { after: "15m", to: ["pager"], if: "in:working-hours" },
        ],
      },
      { name: "medium", match: "severity:medium", ladder: [{ after: "0s", to: ["digest"] }] },
      { name: "low and info", match: "severity:<=low", ladder: [{ after: "0s", to: ["morning"] }] },
      { name: "everything else", match: "*", ladder: [{ after: "0s", to: ["morning"] }] },
    ],
    silences: [
      {
        match: "category:provider_error OR category:timeout OR category:network",
        while: { match: "signal:provider_outage", equal: ["llm.provider"] },
        mode: "drop",
        author: "default",
        reason: "symptom of the outage",
      },
    ],
  });
}
