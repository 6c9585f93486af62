import type { Notice } from "#lib/model/notice.ts";
import { emailHtml } from "./email-html.ts";
import { cut, oneLine } from "./text.ts";
import { errorWords, plainText, type Wording, wordsFor } from "./wording.ts";

/** A mail without its receivers. */
export interface Mail {
  messageId: string;
  subject: string;
  text: string;
  html: string;
  priority: "high" | "normal";
  headers: Record<string, string>;
  inReplyTo?: string;
  references?: string[];
}

/** Longer ones are folded badly by old programs. */
const subjectMax = 160;

/** What is read in a list of mails; the same in a thread as long as the severity is. */
function subjectOf({ kind, project }: Notice, wording: Wording): string {
  const place = project ? ` (${oneLine(project, 40)})` : "";
  const said = { alert: `${wording.severity} · ${errorWords(wording)}${place}`, system: `${wording.header} · ${wording.line}` };
  return cut(oneLine(kind === "alert" || kind === "system" ? said[kind] : wording.header, 1000), subjectMax);
}

/** What makes a reply another mail than the one before. */
const turnOf = ({ state, severity, category }: Notice): string => `${state}.${severity}.${category ?? "none"}`;

/**
 * What a notice says as a mail. Later mails of an incident answer its first one. The Message-ID follows from what is said, so that a
 * copy of it is known for one.
 */
export function mailOf(notice: Notice, domain: string, isReply: boolean): Mail {
  const wording = wordsFor(notice);
  const idOf = (id: string): string => `<${id}@${domain}>`;
  const before = [...new Set([notice.thread, ...(isReply ? [notice.id] : [])])].filter((id) => id !== null);
  const last = before.at(-1);
  const subject = subjectOf(notice, wording);
  return {
    messageId: idOf(isReply ? `${notice.id}.${turnOf(notice)}` : notice.id),
    subject: last ? `Re: ${subject}` : subject,
    text: plainText(wording),
    html: emailHtml(notice, wording),
    priority: notice.urgency === "high" && notice.state === "open" ? "high" : "normal",
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
    ...(last && { inReplyTo: idOf(last), references: before.map(idOf) }),
  };
}
