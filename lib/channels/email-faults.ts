import { AppError, BadInput, Busy, Unanswered } from "#lib/model/errors.ts";
import { Broken } from "./broken.ts";

/** What the mail library throws, as far as it is looked at. */
export interface MailFault {
  code: string;
  /** What the system called it. */
  originalCode: string;
  /** SMTP's three digits; 0 where the server said none. */
  status: number;
  said: string;
  command: string;
  /** Whose refusal it is, when it is one receiver's. */
  recipient: string;
}

export function mailFault(error: unknown): MailFault {
  const given: { [key: string]: unknown } = typeof error === "object" && error !== null ? { ...error } : {};
  const text = (value: unknown): string => (typeof value === "string" ? value : "");
  return {
    code: text(given.code),
    originalCode: text(given.originalCode),
    status: typeof given.responseCode === "number" ? given.responseCode : 0,
    said: text(given.response),
    command: text(given.command),
    recipient: text(given.recipient),
  };
}

const certificate = /^(?:CERT_|ERR_TLS_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;
const otherTongue = /^(?:EPROTO$|ERR_SSL_)/;
const mend = "Correct SMTP_URL or the channel's mail server";

/** Whose words they are. */
export interface Server {
  host: string;
  /** Its words are for nobody outside. */
  isPrivate: boolean;
}

/** What the server said, on one line of at most 200 characters; nothing of what a private one says. */
export function serverWords({ isPrivate }: Pick<Server, "isPrivate">, { status, said }: MailFault): string {
  if (status === 0) return "";
  const line = said
    .slice(0, 2000)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .trim();
  return isPrivate || line === "" ? ` (${status})` : `: ${[...line].slice(0, 200).join("")}`;
}

/** Time mends what the server says with 4, and a session that broke. */
const passes = ({ status }: MailFault): boolean => status === 421 || (status >= 400 && status < 500) || status === 503;

function withoutTls({ host }: Server, fault: MailFault): AppError {
  if (passes(fault)) return new Busy(`${host} cannot start TLS now`);
  return new Broken(
    `${host} cannot be spoken to by TLS. ${mend}: smtps:// is TLS from the first byte, smtp:// begins without`,
    "unsafe",
  );
}

/** A server that could not be reached, or spoke no SMTP. */
function unreached({ host }: Server, { code, originalCode }: MailFault): AppError {
  if (certificate.test(originalCode))
    return new Broken(`${host} has no certificate that can be trusted (${originalCode}). ${mend}`, "unsafe", originalCode);
  if (otherTongue.test(originalCode)) return new Broken(`${host} does not speak TLS on this port. ${mend}`, "unsafe");
  return new Busy(`${host} cannot be reached (${originalCode || code || "unknown error"})`);
}

/** What a mail that was not taken means, named after who must act. */
export function mailError(error: unknown, server: Server): AppError {
  if (error instanceof AppError) return error;
  const fault = mailFault(error);
  const words = serverWords(server, fault);
  const { host } = server;
  const code = fault.status === 0 ? null : `SMTP ${fault.status}`;
  if (fault.code === "EABORT") return new Unanswered(`${host} did not say in time whether it took the mail`);
  if (fault.code === "ETLS") return withoutTls(server, fault);
  if (passes(fault)) return new Busy(`${host} does not take mail now${words}`);
  if (fault.code === "EAUTH" || fault.status === 530 || fault.status === 535)
    return new Broken(`${host} does not accept the user and password${words}. ${mend}`, "credentials", code);
  if (fault.status === 0) return unreached(server, fault);
  if (fault.command === "MAIL FROM")
    return new Broken(`${host} does not send for this address${words}. Correct EMAIL_FROM`, "permission", code);
  if (fault.code === "EPROTOCOL" || fault.command === "EHLO" || fault.command === "CONN")
    return new Broken(`${host} refuses to be spoken to${words}. ${mend}`, "permission", code);
  return new BadInput(`${host} did not take the mail${words}`);
}
