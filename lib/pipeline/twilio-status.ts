import { twilioSigners } from "#lib/channels/twilio-signature.ts";
import { carrierSaidIn } from "#lib/channels/twilio-status.ts";
import { transaction } from "#lib/db/client.ts";
import { uuid } from "#lib/model/uuid.ts";
import { type SignedOutcome, secretsFor } from "./signed-call.ts";
import type { Tools } from "./tools.ts";
import { statusAddress, written } from "./twilio-address.ts";

/** Twilio's forms have some twenty short fields. */
const mostBytes = 65_536;

interface Twilio {
  id: string;
  account: string;
  token: string;
}

/** The accounts of the document's text messages and calls, by channel. */
async function accounts(tools: Tools): Promise<Twilio[]> {
  return (await secretsFor(tools, ["sms", "voice"])).flatMap(({ id, secrets }) =>
    "auth_token" in secrets ? [{ id, account: secrets.account_sid, token: secrets.auth_token }] : [],
  );
}

const isForm = (headers: Headers): boolean =>
  /^application\/x-www-form-urlencoded\s{0,5}(?:;|$)/i.test(headers.get("content-type") ?? "");

/** The channel that a form for this address is signed for. */
async function signer(tools: Tools, at: At, form: URLSearchParams, signature: string | null): Promise<Twilio | undefined> {
  const all = await accounts(tools);
  const signed = { address: statusAddress(tools.settings, at.channel, at.message), form, signature };
  const signers = twilioSigners(signed, all);
  return all.find(({ id }) => signers.includes(id) && written(id) === at.channel);
}

interface At {
  channel: string;
  message: string;
}

/** What became of a message that Twilio took, as Twilio posts it: nothing of it counts before the signature holds. What follows is a job. */
export async function twilioSaid(
  tools: Tools,
  at: At,
  bytes: Uint8Array | "tooLarge" | "unsupportedEncoding" | "cut",
  headers: Headers,
): Promise<{ outcome: SignedOutcome }> {
  if (typeof bytes === "string") return { outcome: bytes };
  if (bytes.length > mostBytes) return { outcome: "tooLarge" };
  const form = new URLSearchParams(Buffer.from(bytes).toString("utf8"));
  const channel = await signer(tools, at, form, headers.get("x-twilio-signature"));
  if (!channel) {
    tools.notice("warn", "forged", { reason: "twilio" }, "a report of Twilio's with a wrong signature was refused");
    return { outcome: "forged" };
  }
  if (!isForm(headers)) return { outcome: "unsupportedType" };
  const found = carrierSaidIn(form);
  if (found === "malformed") return { outcome: "malformed" };
  if (!found || found.account !== channel.account || !uuid.test(at.message)) return { outcome: "ignored" };
  const { account: _, ...said } = found;
  await transaction(tools.db, (tx) => tools.queue.send(tx, "carrier", { ...said, channel: channel.id, message: at.message }));
  return { outcome: "done" };
}
