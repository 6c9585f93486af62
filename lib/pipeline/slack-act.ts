import type { Clicked } from "#lib/db/clicks.ts";
import { transaction } from "#lib/db/client.ts";
import type { NoticeWords } from "#lib/i18n/notice.ts";
import type { By } from "#lib/model/by.ts";
import { BadInput, NotFound } from "#lib/model/errors.ts";
import { type Category, severities } from "#lib/model/taxonomy.ts";
import { correct } from "./correct.ts";
import { acknowledge, unacknowledge } from "./incidents.ts";
import { silenceQuery } from "./notice-links.ts";
import { currentPolicies } from "./policies.ts";
import { editPosted } from "./refresh.ts";
import { addSilence } from "./silences.ts";
import type { Click } from "./slack-click.ts";
import type { Tools } from "./tools.ts";

/** Why nothing was done, as the words of messages know it. */
export type Refusal = keyof NoticeWords["answer"];

const silenceMs = 3_600_000;
/** A click so soon after another adds nothing to its silence. */
const againMs = 300_000;

/** Has what was posted say what was done. */
async function show(tools: Tools, { incident: { id, severityRank } }: Clicked): Promise<void> {
  const now = tools.clock();
  const severity = severities[severityRank] ?? "medium";
  await transaction(tools.db, (tx) => editPosted(tools, tx, [{ id, severity, before: now }], now));
}

async function silence(tools: Tools, clicked: Clicked, by: By): Promise<Refusal | null> {
  const match = clicked.issue && silenceQuery(clicked.issue);
  if (!match) return "noSilence";
  const end = tools.clock().getTime() + silenceMs;
  const until = new Date(end).toISOString();
  const { document } = await currentPolicies(tools);
  const lasts = document.silences.some((one) => one.match === match && one.until && Date.parse(one.until) > end - againMs);
  if (!lasts) await addSilence(tools, { match, until, reason: "Slack" }, by);
  await show(tools, clicked);
  return null;
}

async function label(tools: Tools, clicked: Clicked, by: By, category: Category): Promise<Refusal | null> {
  const { issue } = clicked;
  if (!issue) return "noVerdict";
  await correct(tools, {
    installation: issue.installationId,
    issue: issue.sentryIssueId,
    by,
    input: { category },
  });
  await show(tools, clicked);
  return null;
}

async function doAsWished(tools: Tools, { wish, by, incident }: Click, clicked: Clicked): Promise<Refusal | null> {
  if (wish.kind === "silence") return silence(tools, clicked, by);
  if (wish.kind === "label") return label(tools, clicked, by, wish.category);
  await (wish.kind === "acknowledge" ? acknowledge : unacknowledge)(tools, { incident, by });
  return null;
}

/** Does what a click asks for; answers why not, where it cannot be done. */
export async function actOnClick(tools: Tools, click: Click, clicked: Clicked): Promise<Refusal | null> {
  try {
    return await doAsWished(tools, click, clicked);
  } catch (err) {
    if (err instanceof BadInput && click.wish.kind.endsWith("acknowledge")) return "over";
    if (err instanceof NotFound && click.wish.kind === "label") return "noVerdict";
    tools.notice("warn", "slack", { err, wish: click.wish.kind }, "a click in Slack could not be obeyed");
    return "away";
  }
}
