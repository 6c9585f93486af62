import { Language } from "#lib/model/language.ts";
import type { Notice } from "#lib/model/notice.ts";
import type { ChannelSpec } from "#lib/model/policy.ts";
import type { Settings } from "./settings.ts";

/** Whose words a message speaks, and in which zone it tells the time. */
export type Voice = Pick<Notice, "language" | "zone">;

/** A receiver's own language and zone; where none is said, those of the installation. */
export function voiceOf(
  { language, zone }: { [Key in "language" | "zone"]?: ChannelSpec[Key] | undefined },
  settings: Pick<Settings, "DEFAULT_LANGUAGE" | "TIME_ZONE">,
): Voice {
  return { language: Language.safeParse(language).data ?? settings.DEFAULT_LANGUAGE, zone: zone ?? settings.TIME_ZONE };
}

/** A message that says nothing yet. */
export const blankNotice = {
  own: null,
  reason: "first",
  urgency: "low",
  step: null,
  language: "en",
  zone: "UTC",
  incident: null,
  thread: null,
  newest: true,
  state: "open",
  stateBy: null,
  handedBy: null,
  said: null,
  snoozedUntil: null,
  type: null,
  category: null,
  alternatives: [],
  rootCause: null,
  fix: null,
  retry: null,
  confidence: null,
  provisional: false,
  users: null,
  events: null,
  issues: 0,
  project: null,
  environment: null,
  release: null,
  decidedBy: null,
  sentryIssueId: null,
  endedSilence: null,
  silenced: null,
  unreached: null,
  digest: null,
  links: { issue: null, sentry: null, incident: null, acknowledge: null, silence: null, why: null },
} satisfies Partial<Notice>;

/** The first line that says something. */
export const firstLine = (text: string): string =>
  text
    .trimStart()
    .split(/[\r\n\u2028\u2029]/, 1)[0]
    ?.trim() ?? "";
