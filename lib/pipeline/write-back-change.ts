import type { Issue } from "#lib/db/client.ts";
import { newestUuid, newestWrite, type Settled } from "#lib/db/write-backs.ts";
import { ConfigurationError } from "#lib/model/errors.ts";
import type { StoredVerdict } from "#lib/model/issue.ts";
import type { Severity } from "#lib/model/taxonomy.ts";
import type { WriteBackSettings, WriteKind } from "#lib/model/write-back.ts";
import { redactText } from "#lib/report/redact.ts";
import { commentText } from "#lib/sentry/comment.ts";
import type { SentryWriter } from "#lib/sentry/write.ts";
import { issueAddress } from "./issue-address.ts";
import type { Tools } from "./tools.ts";

/** What one kind would write; `skipped` says why it does not. */
export interface Change {
  kind: WriteKind;
  value: string;
  skipped?: string;
  /** The newest of its kind that stands in Sentry. */
  before: Settled | null;
  /** The integration as Sentry knows it. */
  uuid: string | null;
}

interface Asked {
  kind: WriteKind;
  issue: Issue;
  verdict: StoredVerdict;
  settings: WriteBackSettings;
  uuid: string | null;
}

type Priority = "low" | "medium" | "high";
const priorities: Record<Severity, Priority> = { critical: "high", high: "high", medium: "medium", low: "low", info: "low" };

/** The word before the sign in Sentry's sidebar: `verdict#rate_limit`. */
export const linkProject = "verdict";

type Wish = { value: string; skipped?: string };

const wishes: Record<WriteKind, (asked: Asked, address: string, before: Settled | null) => Wish> = {
  priority: ({ verdict }) => ({ value: priorities[verdict.severity] }),
  comment: ({ verdict }, address) => {
    const clean = { root_cause: redactText(verdict.root_cause), fix_suggestion: redactText(verdict.fix_suggestion) };
    return { value: commentText({ ...verdict, ...clean }, address) };
  },
  assign({ issue, verdict: { category }, settings }, _, before) {
    const value = settings.owners[category];
    if (!value) return { value: category, skipped: `Nobody is set to own ${category}.` };
    return issue.assignee && !before ? { value, skipped: "Somebody is assigned already." } : { value };
  },
  link: ({ verdict, uuid }) => ({
    value: `${linkProject}#${verdict.category}`,
    ...(uuid === null && { skipped: "Sentry has sent no delivery yet that names the installation." }),
  }),
};

/** What is to be written of a verdict; null when just that stands in Sentry, or was recorded, already. */
export async function changeTo(tools: Tools, asked: Asked): Promise<Change | null> {
  const { kind, issue, settings } = asked;
  const uuid = asked.uuid ?? (kind === "link" ? await newestUuid(tools.db, issue.installationId) : null);
  const [before, last] = await Promise.all([
    newestWrite(tools.db, issue, kind, "done"),
    settings.dry_run ? newestWrite(tools.db, issue, kind, "dry-run") : null,
  ]);
  const wish = wishes[kind]({ ...asked, uuid }, issueAddress(tools.settings.PUBLIC_URL, issue), before);
  if (wish.skipped === undefined && wish.value === (last ?? before)?.value) return null;
  return { kind, ...wish, before, uuid };
}

const noToken =
  "Verdict has no Sentry token to write with: paste one with the permission event:write under Settings, Sentry, or set SENTRY_AUTH_TOKEN.";
const noOrganisation = "Verdict does not know your Sentry organisation: set SENTRY_ORG to its slug.";

/** Makes the change in Sentry; gives Sentry's id of what was made. */
export async function writeChange(tools: Tools, issue: Issue, change: Change): Promise<string | null> {
  const writer = tools.sentry(issue.installationId)?.write;
  if (!writer) throw new ConfigurationError(noToken);
  const org = issue.organisation ?? tools.installations.get(issue.installationId)?.organisation;
  if (!org) throw new ConfigurationError(noOrganisation);
  const { sentryIssueId } = issue;
  switch (change.kind) {
    case "priority":
      await writer.update(org, sentryIssueId, { priority: change.value as Priority });
      return null;
    case "assign":
      await writer.update(org, sentryIssueId, { assignedTo: change.value });
      await tools.db.issue.update({ where: { id: issue.id }, data: { assignee: change.value } }); // its echo is no news
      return null;
    case "comment":
      return comment(writer, org, sentryIssueId, change);
    case "link": {
      const [project = linkProject, identifier = ""] = change.value.split("#");
      const webUrl = issueAddress(tools.settings.PUBLIC_URL, issue);
      return writer.link(change.uuid ?? "", { issueId: sentryIssueId, webUrl, project, identifier });
    }
  }
}

/** Edits the comment that stands; a new one when there is none, or somebody has deleted it. */
async function comment(writer: SentryWriter, org: string, issue: string, { before, value }: Change): Promise<string | null> {
  const note = before?.externalId;
  if (note && (await writer.editComment(org, issue, note, value))) return note;
  return writer.comment(org, issue, value);
}
