import { isIP } from "node:net";
import { createTransport, type SendMailOptions } from "nodemailer";
import { mailAddress } from "#lib/model/channel.ts";
import { AppError, Busy, ConfigurationError } from "#lib/model/errors.ts";
import { mailError, mailFault, serverWords } from "./email-faults.ts";
import type { Mail } from "./email-mail.ts";

/** Where the mail server stands now: checked when it is asked for, so ask right before each connection. */
export interface MailServer {
  /** Whose certificate is expected. */
  host: string;
  port: number;
  /** What to connect to. */
  address: string;
  /** TLS from the first byte. */
  isImplicitTls: boolean;
  /** Its words are shown to nobody. */
  isPrivate: boolean;
}

/** Who sends, and how long everything together may take. */
export interface Sender {
  /** User and password, percent-encoded, and the host. */
  smtpUrl: string;
  from: string;
  timeoutMs: number;
}

/** Asks where the server stands; that its name is not found may pass. */
export async function found(server: () => Promise<MailServer>): Promise<MailServer> {
  try {
    return await server();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new Busy("The mail server's name is not found", undefined, { cause: error });
  }
}

/** What one attempt came to, address by address. */
export interface Outcome {
  taken: readonly string[];
  later: readonly string[];
  refused: readonly { address: string; why: string }[];
}

const addressIn = (from: string): string => /<(?<address>[^<>]+)>\s*$/.exec(from)?.groups?.address ?? from;

export const domainOf = (from: string): string =>
  /@(?<domain>[a-z0-9.-]{1,255})$/i.exec(addressIn(from).trim())?.groups?.domain ?? "verdict.invalid";

function loginOf(smtpUrl: string): { user: string; pass: string } | null {
  const { username, password } = new URL(smtpUrl);
  try {
    return username === "" ? null : { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
  } catch {
    throw new ConfigurationError("User and password in the mail server's address must be percent-encoded: write % as %25");
  }
}

type Transport = ReturnType<typeof createTransport>;

/** A connection of its own to the address that was checked. A password never leaves without TLS, except to a private address. */
function transportTo({ host, port, address, isImplicitTls, isPrivate }: MailServer, { smtpUrl, from }: Sender): Transport {
  const auth = loginOf(smtpUrl);
  return createTransport({
    host: address,
    port,
    secure: isImplicitTls,
    ...(isIP(host) === 0 && { servername: host }),
    name: domainOf(from),
    ...(auth && { auth }),
    requireTLS: auth !== null && !isPrivate && !isImplicitTls,
    tls: { rejectUnauthorized: isImplicitTls || !isPrivate }, // whoever could forge a certificate here could also leave TLS away
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  });
}

interface Refusal {
  recipient: string;
  isFinal: boolean;
  why: string;
}

/** How the server refused single addresses; none when it refused the whole. */
function refusalsIn(said: { rejectedErrors?: unknown }, server: MailServer): Refusal[] {
  const errors: unknown[] = Array.isArray(said.rejectedErrors) ? said.rejectedErrors : [];
  return errors.map((error) => {
    const fault = mailFault(error);
    const isFinal = fault.status >= 500 && fault.status !== 503;
    return { recipient: fault.recipient, isFinal, why: serverWords(server, fault) };
  });
}

function sorted(receivers: readonly string[], refusals: readonly Refusal[]): Outcome {
  return {
    taken: receivers.filter((address) => !refusals.some(({ recipient }) => recipient === address)),
    later: refusals.filter(({ isFinal }) => !isFinal).map(({ recipient }) => recipient),
    refused: refusals.filter(({ isFinal }) => isFinal).map(({ recipient: address, why }) => ({ address, why })),
  };
}

interface Sending {
  mail: Mail;
  /** Whom it is for, and whom of them it is sent to now. */
  all: readonly string[];
  receivers: readonly string[];
}

/** Sends one mail; what is no address is refused here. Throws where the server took it for nobody, whoever it was. */
export async function sendMail(server: MailServer, sender: Sender, { mail, all, receivers }: Sending): Promise<Outcome> {
  const isAddress = (receiver: string): boolean => mailAddress.test(receiver);
  const outcome = receivers.some(isAddress)
    ? await send(server, sender, { mail, all: all.filter(isAddress), receivers: receivers.filter(isAddress) })
    : { taken: [], later: [], refused: [] };
  const wrong = receivers.filter((receiver) => !isAddress(receiver));
  return { ...outcome, refused: [...outcome.refused, ...wrong.map((address) => ({ address, why: ": it is no address" }))] };
}

async function send(server: MailServer, sender: Sender, { mail, all, receivers }: Sending): Promise<Outcome> {
  const transport = transportTo(server, sender);
  const to = all.map((address) => ({ name: "", address }));
  const envelope = { from: addressIn(sender.from), to: [...receivers] };
  const signal = AbortSignal.timeout(sender.timeoutMs);
  const options: SendMailOptions = { ...mail, from: sender.from, to, envelope, signal };
  try {
    return sorted(receivers, refusalsIn(await transport.sendMail(options), server));
  } catch (error) {
    const refusals = refusalsIn(Object(error), server);
    if (refusals.length === 0) throw mailError(error, server);
    return sorted(receivers, refusals);
  } finally {
    transport.close();
  }
}

/** Whether the server lets us in; fails as sending does. */
export async function greet(server: MailServer, sender: Sender): Promise<void> {
  const transport = transportTo(server, sender);
  try {
    await transport.verify();
  } catch (error) {
    throw mailError(error, server);
  } finally {
    transport.close();
  }
}
