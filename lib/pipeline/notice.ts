import { v7 as uuidv7 } from "uuid";
import { retold } from "#lib/classify/retold.ts";
import { type MessageFacts, standingOf } from "#lib/db/message-facts.ts";
import { noticeWords } from "#lib/i18n/notice.ts";
import { administrators } from "#lib/model/channel.ts";
import { IncidentState, Reason } from "#lib/model/incident.ts";
import { Language } from "#lib/model/language.ts";
import type { Notice } from "#lib/model/notice.ts";
import { type ChannelSpec, type SilenceSpec, Urgency } from "#lib/model/policy.ts";
import { type Severity, severities, severityRank } from "#lib/model/taxonomy.ts";
import { uuid } from "#lib/model/uuid.ts";
import { digestNotice } from "./digest-notice.ts";
import { blankNotice, firstLine, type Voice, voiceOf } from "./notice-blank.ts";
import { linksOf, type Places } from "./notice-links.ts";
import { ownLine, ownPart } from "./notice-own.ts";
import { endedSilence, silencedNow } from "./notice-silences.ts";
import { currentPolicies } from "./policies.ts";
import type { Tools } from "./tools.ts";

/** What a channel is sent when somebody asks whether it works. */
export function testNotice(now: Date, publicUrl: string, voice: Voice): Notice {
  const said = noticeWords(voice.language).test;
  const links = { ...blankNotice.links, incident: publicUrl };
  return {
    ...blankNotice,
    ...voice,
    id: uuidv7(),
    kind: "test",
    severity: "info",
    line: said.line,
    rootCause: said.why,
    fix: said.fix,
    openedAt: now.toISOString(),
    links,
  };
}

function verdictPart(facts: MessageFacts, own: Language | null): Partial<Notice> {
  const verdict = standingOf(facts);
  if (!verdict) return {};
  const words = own && facts.report ? retold(facts.report, verdict, own) : verdict;
  return {
    category: verdict.category,
    alternatives: verdict.alternatives.map(({ category }) => category),
    rootCause: words.root_cause,
    fix: words.fix_suggestion,
    retry: { should: verdict.should_retry, afterSeconds: verdict.retry_after_seconds },
    confidence: verdict.confidence,
    provisional: verdict.provisional || verdict.confidence < (facts.confidenceFloor ?? 0),
    decidedBy: { tier: verdict.tier, model: verdict.model, name: facts.saidBy },
  };
}

/** What is said of the incident, or of the issue where that is worse: another error of the issue may be milder. */
function severityIn(facts: MessageFacts): Severity {
  const standing = standingOf(facts)?.severity;
  const ranks = [facts.incident?.severityRank ?? null, standing ? severityRank(standing) : (facts.issue?.severityRank ?? null)];
  return severities[Math.min(...ranks.filter((rank) => rank !== null))] ?? "medium";
}

function statePart({ message, incident }: MessageFacts, now: Date): Partial<Notice> {
  const state = IncidentState.parse(incident?.state ?? "open");
  const stateBy = state === "resolved" ? incident?.resolvedBy : state === "acknowledged" ? incident?.acknowledgedBy : null;
  const snoozed = state !== "resolved" && incident?.snoozedUntil && incident.snoozedUntil > now ? incident.snoozedUntil : null;
  const openedAt = (incident?.openedAt ?? message.createdAt).toISOString();
  return { state, stateBy: stateBy ?? null, snoozedUntil: snoozed?.toISOString() ?? null, openedAt };
}

/** Of what is told because a person handed it over, that person; a step that time brought has nobody. */
function handedBy({ message, decision }: MessageFacts): string | null {
  const by = message.reason === "step" ? (decision?.heldBy ?? null) : null;
  return by && !uuid.test(by) ? by : null;
}

/** What a message is told with, besides what it tells of. */
export interface Telling {
  places: Places;
  voice: Voice;
  /** The language that the receiver asked for; null: cause and advice stay in that of the project. */
  own?: Language | null;
  silences: readonly SilenceSpec[];
  now: Date;
}

/** What a message says now: of its incident, the issue and the verdict that stands. */
export function noticeOf(facts: MessageFacts, { places, voice, own = null, silences, now }: Telling): Notice {
  const { message, incident, issue, report, members, thread, newest } = facts;
  const subject = incident?.subject;
  return {
    ...blankNotice,
    ...voice,
    id: message.id,
    kind: issue ? "alert" : "system",
    reason: Reason.parse(message.reason),
    urgency: Urgency.catch("low").parse(message.urgency),
    step: message.step,
    incident: message.incidentId,
    thread,
    newest,
    openedAt: message.createdAt.toISOString(),
    ...statePart(facts, now),
    said: facts.said,
    severity: severityIn(facts),
    type: report?.exceptionType ?? subject?.type ?? null,
    line:
      (issue ? null : ownLine(subject?.told, voice.language)) ??
      firstLine(report?.message || subject?.message || issue?.title || ""),
    category: subject?.category ?? null,
    ...verdictPart(facts, own),
    ...ownPart(facts, voice),
    users: members.users ?? subject?.users ?? null,
    events: members.events ?? subject?.events ?? null,
    issues: members.issues,
    project: issue?.project ?? subject?.project ?? null,
    environment: report?.environment ?? subject?.environment ?? issue?.environment ?? null,
    release: report?.release ?? subject?.release ?? null,
    sentryIssueId: issue?.sentryIssueId ?? null,
    handedBy: handedBy(facts),
    endedSilence: endedSilence(facts, silences),
    silenced: silencedNow(facts, silences, now),
    unreached: message.channel === administrators ? (incident?.policy ?? facts.decision?.policy ?? null) : null,
    links: linksOf(facts, places),
  };
}

/** What a message says now, in the words and the zone of the channel that it goes to. */
export async function noticeFor(
  tools: Tools,
  facts: MessageFacts,
  spec: Pick<ChannelSpec, "language" | "zone">,
): Promise<Notice> {
  const { settings, installations } = tools;
  const sentryUrl = installations.get(facts.message.installationId)?.baseUrl ?? settings.SENTRY_BASE_URL;
  const places = { publicUrl: settings.PUBLIC_URL, sentryUrl };
  const { document } = await currentPolicies(tools);
  const { digest } = facts.message;
  if (digest === null) {
    const own = Language.safeParse(spec.language).data ?? null;
    return noticeOf(facts, { places, voice: voiceOf(spec, settings), own, silences: document.silences, now: tools.clock() });
  }
  const own = document.channels.find(({ name }) => name === digest);
  const voice = voiceOf({ language: spec.language ?? own?.language, zone: spec.zone ?? own?.zone }, settings);
  return digestNotice(tools, facts, { document, voice });
}
