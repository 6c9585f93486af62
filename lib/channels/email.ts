import { createHash } from "node:crypto";
import { BadInput, Busy } from "#lib/model/errors.ts";
import type { Notice } from "#lib/model/notice.ts";
import type { Channel, Progress } from "./channel.ts";
import { mailOf } from "./email-mail.ts";
import { domainOf, found, greet, type MailServer, type Outcome, sendMail } from "./email-transport.ts";

interface Email {
  /** User and password, percent-encoded, and the host. */
  smtpUrl: string;
  from: string;
  to: readonly string[];
  /** Throws ConfigurationError for a server that is not allowed, Busy for one that has no address. */
  server: () => Promise<MailServer>;
  /** For one mail from the first byte to the last. */
  timeoutMs?: number;
}

const patienceMs = 30_000;

/** Under which a receiver is kept: not the address itself. */
const markOf = (address: string): string => createHash("sha256").update(address.toLowerCase()).digest("hex").slice(0, 12);

/** An address in a sentence that is shown, where what looks like one is taken out. */
const named = (address: string): string => address.replace("@", " at ");

/** Keeps who has it by now, says who never will, and throws while somebody may still get it. */
async function noted({ taken, later, refused }: Outcome, reached: ReadonlySet<string>, progress?: Progress): Promise<void> {
  const sentence = refused.map(({ address, why }) => `${named(address)} is refused${why}`).join("; ");
  if (taken.length > 0) await progress?.keep([...reached, ...taken.map(markOf)].join(" "));
  if (later.length > 0) throw new Busy(`Mail for ${later.map(named).join(", ")} is not taken now`);
  if (taken.length === 0 && reached.size === 0) throw new BadInput(`The mail server takes it for nobody: ${sentence}`);
  if (sentence) progress?.note(sentence);
}

/** Whether it is worth another mail, beneath the newest of the incident alone. */
function isNews({ newest, said, state, severity, category }: Notice): boolean {
  if (!newest) return false;
  if (state === "resolved") return said?.state !== "resolved";
  return said !== null && (said.severity !== severity || said.category !== category);
}

/**
 * Mail through the user's own server. Each receiver counts alone: a wrong address keeps nobody else from it, and a retry writes only to
 * who has not got it. What was sent stays: an answer to it tells of the end, or of another verdict.
 */
export function emailChannel({ smtpUrl, from, to, server, timeoutMs = patienceMs }: Email): Channel {
  const all = [...new Set(to)];
  const sender = { smtpUrl, from, timeoutMs };
  return {
    async deliver(notice, progress) {
      const mail = mailOf(notice, domainOf(from), false);
      const reached = new Set(progress?.kept?.split(" ").filter(Boolean));
      const receivers = all.filter((address) => !reached.has(markOf(address)));
      if (receivers.length > 0)
        await noted(await sendMail(await found(server), sender, { mail, all, receivers }), reached, progress);
      return mail.messageId;
    },
    async update(_externalId, notice) {
      if (!isNews(notice)) return;
      const mail = mailOf(notice, domainOf(from), true);
      const { taken, later } = await sendMail(await found(server), sender, { mail, all, receivers: all });
      if (taken.length === 0 && later.length > 0) throw new Busy(`Mail for ${later.map(named).join(", ")} is not taken now`);
    },
    async check() {
      await greet(await found(server), sender);
    },
  };
}
