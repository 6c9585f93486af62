import { type AppError, BadInput, Busy } from "#lib/model/errors.ts";
import { Broken } from "./broken.ts";
import { type Reply, Throttled } from "./channel.ts";
import { failureOf } from "./failure.ts";

/** This one receiver cannot be reached; trying again does not help. */
const wrong: Readonly<Record<number, string>> = {
  13223: "it is no telephone number",
  13224: "it is no telephone number",
  13225: "calls to it are not allowed",
  13227: "the account may not call its country: allow it in Twilio's console (Voice → Geo permissions)",
  21211: "it is no telephone number: write it with + and the code of its country",
  21214: "no call can reach it",
  21215: "the account may not call its country: allow it in Twilio's console (Voice → Geo permissions)",
  21216: "calls to it are not allowed",
  21217: "it is no telephone number: write it with + and the code of its country",
  21219: "a trial account reaches only numbers verified in Twilio's console",
  21265: "it is a short code, which cannot be reached",
  21401: "it is no telephone number: write it with + and the code of its country",
  21408: "the account may not send to its country: allow it in Twilio's console (Messaging → Geo permissions)",
  21421: "it is no telephone number: write it with + and the code of its country",
  21608: "a trial account reaches only numbers verified in Twilio's console",
  21610: "its owner has answered STOP",
  21612: "no message can be sent to it from TWILIO_FROM",
  21614: "it is no mobile number",
  21635: "it is a landline",
  30003: "the telephone is off or away",
  30004: "it is blocked",
  30005: "it is unknown, or no longer in use",
  30006: "it is a landline, or its carrier cannot be reached",
  30007: "the carrier filters the message",
  30008: "the carrier did not deliver it",
};

/** The account or its sender must be mended. */
const broken: Readonly<Record<number, string>> = {
  10001: "the account is not active: look at Twilio's console",
  20003: "Account SID or auth token is wrong: copy both from Twilio's console",
  20005: "the account is not active: look at Twilio's console",
  20008: "test credentials cannot do this: use the live ones",
  20404: "there is no such account: copy the Account SID from Twilio's console",
  21210: "the sending number is not verified: buy it or verify it in Twilio's console",
  21212: "the sending number is no number of this account: correct it",
  21603: "a sending number is missing: set it",
  21606: "the sending number cannot send this: buy one that can in Twilio's console",
  21659: "the sending number is no number of this account: correct it",
  21660: "the sending number belongs to another account: correct it",
  21703: "the messaging service has no number: add one in Twilio's console",
  30002: "the account is suspended: look at Twilio's console",
  30032: "the toll-free number is not verified: verify it in Twilio's console",
  30034: "the number is not registered for A2P 10DLC: register it in Twilio's console",
  90010: "the account is not active: look at Twilio's console",
};

/** Used up for now: how long to wait, in seconds. */
const usedUp: Readonly<Record<number, number>> = {
  10004: 60, // calls at once
  14107: 60, // to one number
  20429: 60,
  21611: 300, // the sender's line
  30001: 300,
  30022: 300,
  30023: 3600, // a carrier's day
  30027: 3600,
  63018: 60,
  63038: 3600, // the account's day
};

/** A number by its end: enough to recognise it, for who knows it. */
export const ending = (receiver: string): string => `…${receiver.slice(-4)}`;

/** It takes no message that names the address it is to report to. */
export class AddressRefused extends BadInput {}

const credentialCodes: readonly number[] = [20003, 20008, 20404];
const addressCodes: readonly number[] = [21502, 21609];

/** What Twilio's code says; null of a code that says nothing to us. */
export function twilioFault(code: number, receiver: string): AppError | null {
  const says = `Twilio says ${code}`;
  if (Object.hasOwn(wrong, code)) return new BadInput(`${says} of ${ending(receiver)}: ${wrong[code]}`);
  const why = credentialCodes.includes(code) ? "credentials" : "account";
  if (Object.hasOwn(broken, code)) return new Broken(`${says}: ${broken[code]}`, why, `Twilio: ${code}`);
  const seconds = usedUp[code];
  if (seconds !== undefined) return new Throttled(`${says}: what the account may send is used up for now`, seconds * 1000);
  return null;
}

const mend = "Look at Account SID, auth token and sending number, and at TWILIO_API_URL if it is set";

/** Code and state of an answer, whether it took the message or not. */
function codeIn(body: unknown): number | null {
  if (typeof body !== "object" || body === null) return null;
  const { code, error_code: later } = body as Record<string, unknown>;
  const found = Number(later ?? code ?? Number.NaN);
  return Number.isInteger(found) && found > 0 ? found : null;
}

function parsed(reply: Reply): unknown {
  try {
    return JSON.parse(reply.text());
  } catch {
    return null;
  }
}

/** What an answer of Twilio's means; null when it took what was sent. */
export function faultIn(reply: Reply, receiver: string, hides: readonly string[]): AppError | null {
  const body = parsed(reply);
  const code = codeIn(body);
  const isGood = reply.status >= 200 && reply.status < 300;
  if (reply.status === 429 && reply.headers["retry-after"]) return failureOf(reply, { name: "Twilio", mend }, Date.now());
  const known = code === null ? null : twilioFault(code, receiver);
  if (known) return known;
  if (code !== null && addressCodes.includes(code)) return new AddressRefused(`Twilio does not report to PUBLIC_URL (${code})`);
  if (code !== null && reply.status === 400)
    return new BadInput(`Twilio did not take the message to ${ending(receiver)} (400, ${code})`);
  if (!isGood) return failureOf(reply, { name: "Twilio", mend, hides }, Date.now());
  if (code !== null) return new Busy(`Twilio has trouble of its own (${code})`);
  const sid = (body as { sid?: unknown } | null)?.sid;
  return typeof sid === "string" && /^[A-Z]{2}\w{2,64}$/.test(sid)
    ? null
    : new Broken(`What answers is not Twilio's API. ${mend}`, "stranger");
}
