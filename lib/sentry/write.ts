import { AppError, BadInput, Busy, NotFound } from "#lib/model/errors.ts";
import { type Caller, part } from "./call.ts";
import { identifier, object, objects, text } from "./reshape/wire.ts";

export interface SidebarLink {
  issueId: string;
  webUrl: string;
  /** Shown as `project#identifier`. */
  project: string;
  identifier: string;
}

/** Writes to Sentry, each endpoint at most five times a second. Throws as the client does. */
export interface SentryWriter {
  /** Posts a comment; its id, also when the same text was posted within the hour, and null when that cannot be told. */
  comment(org: string, issueId: string, comment: string): Promise<string | null>;
  /** False when the comment is gone. */
  editComment(org: string, issueId: string, note: string, comment: string): Promise<boolean>;
  update(org: string, issueId: string, change: { priority: "low" | "medium" | "high" } | { assignedTo: string }): Promise<void>;
  /** Makes or changes the one link that this integration has on the issue. */
  link(installation: string, link: SidebarLink): Promise<string | null>;
}

const perSecond = 5;
const scope = "event:write";
const alreadyPosted = /already posted that comment/i;

const idIn = (answer: unknown): string | null => identifier.parse(object.parse(answer).id);

/** The id of the comment that says just this; null when they cannot be read, which is in nobody's documentation. */
async function posted(list: () => Promise<unknown>, comment: string): Promise<string | null> {
  const said = await list().catch((error: unknown) => {
    if (error instanceof Busy || !(error instanceof AppError)) throw error;
    return [];
  });
  return idIn(objects.parse(said).find(({ data }) => object.parse(data).text === comment));
}

export function sentryWriter({ call, endpoint }: Caller): SentryWriter {
  const at = (name: string) => endpoint(name, perSecond, scope);
  const [notes, edits, updates, links] = [at("comments"), at("edits of comments"), at("updates"), at("external issues")];
  const listed = endpoint("lists of comments", perSecond, "event:read");
  const notesOf = (org: string, issueId: string): string => `organizations/${part(org)}/issues/${part(issueId)}/notes/`;
  return {
    async comment(org, issueId, comment) {
      try {
        return idIn(await call(notes, "POST", notesOf(org, issueId), { text: comment }));
      } catch (error) {
        if (error instanceof BadInput && alreadyPosted.test(error.message))
          return posted(() => call(listed, "GET", notesOf(org, issueId)), comment);
        throw error;
      }
    },
    async editComment(org, issueId, note, comment) {
      try {
        await call(edits, "PUT", `${notesOf(org, issueId)}${part(note)}/`, { text: comment });
        return true;
      } catch (error) {
        if (error instanceof NotFound) return false;
        throw error;
      }
    },
    async update(org, issueId, change) {
      await call(updates, "PUT", `organizations/${part(org)}/issues/${part(issueId)}/`, change);
    },
    async link(installation, { issueId, ...link }) {
      const path = `sentry-app-installations/${part(installation)}/external-issues/`;
      return idIn(await call(links, "POST", path, { issueId: part(issueId), ...link }));
    },
  };
}

/** Whom an issue is assigned to, in the forms that an assignment may be written in. */
export function assigneesIn(issue: unknown): string[] {
  const { type, id, email } = object.parse(object.parse(issue).assignedTo);
  const [kind, number, mail] = [text.parse(type), identifier.parse(id), text.parse(email)];
  return [kind && number ? `${kind}:${number}` : null, mail].filter((form) => form !== null);
}
