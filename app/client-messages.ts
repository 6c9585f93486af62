import type { Messages } from "#lib/i18n/languages.ts";

/** What only the server draws, or what a part of the product brings to its own pages: it is not sent with every page. */
export const keptBack = [
  "product",
  "tierMeaning",
  "status",
  "history",
  "issue",
  "signal",
  "action",
  "reason",
  "because",
  "cause",
  "alarms",
  "noise",
  "decisions",
  "messages",
  "writeBack",
  "asked",
  "issueIncident",
  "join",
  "now",
  "costs",
  "settings",
  "reference",
  "policies",
  "policyForm",
  "policyParts",
  "policyChannels",
  "policyYaml",
  "calendars",
  "silences",
  "replay",
  "coverage",
] as const satisfies readonly (keyof Messages)[];

type Sent = Partial<Messages> & Omit<Messages, (typeof keptBack)[number] | "issues">;

/** What the components of a browser may say on any page. */
export function clientMessages({ issues: { query }, ...messages }: Messages): Sent {
  const kept: readonly string[] = keptBack;
  const sent = Object.fromEntries(Object.entries(messages).filter(([name]) => !kept.includes(name)));
  return { ...sent, issues: { query } } as unknown as Sent;
}
