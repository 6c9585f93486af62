import { errorsOf, type Gathered, gatheredIncidents } from "#lib/db/digest-lines.ts";
import type { MessageFacts } from "#lib/db/message-facts.ts";
import { noticeWords } from "#lib/i18n/notice.ts";
import { IncidentState, Reason } from "#lib/model/incident.ts";
import type { Language } from "#lib/model/language.ts";
import type { Notice, NoticeDigest, NoticeLine } from "#lib/model/notice.ts";
import { type PolicyDocument, Urgency } from "#lib/model/policy.ts";
import { Category, type Severity, severities } from "#lib/model/taxonomy.ts";
import { blankNotice, firstLine, type Voice } from "./notice-blank.ts";
import { ownLine } from "./notice-own.ts";
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

const worstSeverity = (all: readonly Gathered[]): Severity => severities[worstOf(all)] ?? "info";

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

type Shown = Awaited<ReturnType<typeof errorsOf>>;

/** The lines of one group, as far as they are shown. */
function linesOf(all: readonly Gathered[], shown: Shown, publicUrl: string, language: Language): NoticeLine[] {
  return all.flatMap((each) => {
    const error = shown.get(each);
    if (!error) return [];
    return {
      severity: severityOf(each),
      type: error.type,
      line: ownLine(error.told, language) ?? firstLine(error.message),
      category: Category.nullable().catch(null).parse(each.category),
      project: each.project,
      count: each.count,
      state: IncidentState.parse(each.state),
      url: each.incident && `${publicUrl}/incidents/${each.incident}`,
    };
  });
}

/** How it stands with all of them: what one has in hand, or is over, with none that is not. */
function stateOf(gathered: readonly Gathered[]): IncidentState {
  const states = new Set(gathered.map(({ state }) => state));
  return states.has("open") ? "open" : states.has("acknowledged") ? "acknowledged" : "resolved";
}

/** What a digest or a bundle tells of: a line an incident, the worst shown, all of them counted. */
async function digestOf(
  { db, settings }: Tools,
  message: MessageFacts["message"],
  { document, voice: { language } }: Asked,
): Promise<{ digest: NoticeDigest; worst: Severity; state: IncidentState }> {
  const { digest: channel, linesFrom, linesUntil, late, installationId: installation, createdAt } = message;
  const name = channel ?? message.channel;
  const [from, until] = [linesFrom ?? createdAt, linesUntil ?? createdAt];
  const gathered = await gatheredIncidents(db, { installation, channel: name, from, until });
  const shown = await errorsOf(db, gathered.slice(0, mostLines));
  const by = document.channels.find((spec) => spec.name === name)?.by ?? "category";
  const groups = fewGroups(groupsOf(gathered, by, language), language).map(({ title, all }) => {
    const lines = linesOf(all, shown, settings.PUBLIC_URL, language);
    return { title, worst: worstSeverity(all), lines, more: all.length - lines.length };
  });
  const span = { from: from.toISOString(), until: until.toISOString(), late };
  const bundle = name === message.channel;
  const digest = { channel: name, ...span, bundle, hourly: document.hourly, total: gathered.length, groups };
  return { digest, worst: worstSeverity(gathered), state: stateOf(gathered) };
}

/** What the message of a digest or a bundle says now. */
export async function digestNotice(
  tools: Tools,
  { message, said }: Pick<MessageFacts, "message" | "said">,
  asked: Asked,
): Promise<Notice> {
  const { digest, worst, state } = await digestOf(tools, message, asked);
  return {
    ...blankNotice,
    ...asked.voice,
    id: message.id,
    kind: "digest",
    reason: Reason.catch("digest").parse(message.reason),
    urgency: Urgency.catch("low").parse(message.urgency),
    state,
    said,
    severity: worst,
    line: "",
    openedAt: digest.from,
    digest,
    links: { ...blankNotice.links, why: `${tools.settings.PUBLIC_URL}/decisions` },
  };
}
