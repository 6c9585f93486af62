import { errorsOf, type Gathered, gatheredIncidents } from "#lib/db/digest-lines.ts";
import type { MessageFacts } from "#lib/db/message-facts.ts";
import { noticeWords } from "#lib/i18n/notice.ts";
import { IncidentState, Reason } from "#lib/model/incident.ts";
import type { Language } from "#lib/model/language.ts";
import type { Notice, NoticeDigest, NoticeLine } from "#lib/model/notice.ts";
import { type PolicyDocument, Urgency } from "#lib/model/policy.ts";
import { Category, type Severity, severities } from "#lib/model/taxonomy.ts";
import { blankNotice, firstLine, type Voice } from "./notice-blank.ts";
import type { Tools } from "./tools.ts";

/** As much as every channel can show; the rest is counted. */
const mostLines = 40;
const mostGroups = 12;

type By = "category" | "project";

const severityOf = ({ severityRank }: Gathered): Severity => severities[severityRank] ?? "info";

function titleOf(by: By, value: string | null, language: Language): string {
  const words = noticeWords(language);
  if (by === "project") return value ?? words.place.project;
  return words.category[Category.catch("unknown").parse(value)];
}

interface Group {
  title: string;
  all: Gathered[];
}

/** There may be more than a call takes arguments. */
const worstOf = (all: readonly Gathered[]): number =>
  all.reduce<number>((worst, { severityRank }) => Math.min(worst, severityRank), severities.length);

/** Those of one category, or project, together: the group with the worst first, then the largest. */
function groupsOf(gathered: readonly Gathered[], by: By, language: Language): Group[] {
  const groups = Map.groupBy(gathered, (each) => titleOf(by, each[by], language));
  return [...groups]
    .map(([title, all]) => ({ title, all }))
    .sort((a, b) => worstOf(a.all) - worstOf(b.all) || b.all.length - a.all.length || a.title.localeCompare(b.title));
}

/** At most so many groups: the last is what the others hold. */
function fewGroups(groups: readonly Group[], language: Language): Group[] {
  if (groups.length <= mostGroups) return [...groups];
  const rest = groups.slice(mostGroups - 1).flatMap(({ all }) => all);
  return [...groups.slice(0, mostGroups - 1), { title: noticeWords(language).digest.otherGroups, all: rest }];
}

interface Asked {
  document: PolicyDocument;
  voice: Voice;
}

/** What a digest or a bundle says now: a line an incident, the worst shown, all of them counted. */
export async function digestNotice(
  { db, settings }: Tools,
  message: MessageFacts["message"],
  { document, voice }: Asked,
): Promise<Notice> {
  const { digest: channel, linesFrom, linesUntil, late, installationId: installation, createdAt } = message;
  const name = channel ?? message.channel;
  const [from, until] = [linesFrom ?? createdAt, linesUntil ?? createdAt];
  const gathered = await gatheredIncidents(db, { installation, channel: name, from, until });
  const shown = await errorsOf(db, gathered.slice(0, mostLines));
  const by = document.channels.find((spec) => spec.name === name)?.by ?? "category";
  const lineOf = (each: Gathered, { type, message: text }: { type: string | null; message: string }): NoticeLine => ({
    severity: severityOf(each),
    type,
    line: firstLine(text),
    category: Category.nullable().catch(null).parse(each.category),
    project: each.project,
    count: each.count,
    state: IncidentState.parse(each.state),
    url: each.incident && `${settings.PUBLIC_URL}/incidents/${each.incident}`,
  });
  const groups = fewGroups(groupsOf(gathered, by, voice.language), voice.language).map(({ title, all }) => {
    const lines = all.flatMap((each) => (shown.has(each) ? [lineOf(each, shown.get(each) ?? { type: null, message: "" })] : []));
    return { title, worst: severities[worstOf(all)] ?? "info", lines, more: all.length - lines.length };
  });
  const digest: NoticeDigest = {
    channel: name,
    from: from.toISOString(),
    until: until.toISOString(),
    late,
    bundle: name === message.channel,
    hourly: document.hourly,
    total: gathered.length,
    groups,
  };
  return {
    ...blankNotice,
    ...voice,
    id: message.id,
    kind: "digest",
    reason: Reason.catch("digest").parse(message.reason),
    urgency: Urgency.catch("low").parse(message.urgency),
    severity: severities[worstOf(gathered)] ?? "info",
    line: "",
    openedAt: from.toISOString(),
    digest,
    links: { ...blankNotice.links, why: `${settings.PUBLIC_URL}/decisions` },
  };
}
