import { z } from "zod";
import type { CarrierSaid, CarrierWord } from "#lib/model/carrier.ts";
import { type AppError, BadInput } from "#lib/model/errors.ts";
import { ending, twilioFault } from "./twilio-faults.ts";

/** What a message or a call that came to nothing means, named after who must act. */
export function carrierFault({ sid, ending: to, code }: Pick<CarrierSaid, "sid" | "ending" | "code">): AppError {
  const known = code === null ? null : twilioFault(code, to);
  const says = code === null ? "" : ` (Twilio says ${code})`;
  const what = sid.startsWith("CA") ? "The call could not be put through to" : "The carrier did not deliver it to";
  return known ?? new BadInput(`${what} ${ending(to)}${says}`);
}

const silences: Readonly<Record<string, string>> = { busy: "was busy", canceled: "was not called to the end" };

/** Of a call that nobody took. */
export const unanswered = ({ ending: to, status: word }: Pick<CarrierSaid, "ending" | "status">): string =>
  `${ending(to)} ${silences[word] ?? "did not answer"}.`;

/** The states in which nothing comes after; those on the way there say nothing. */
const messageWords: Readonly<Record<string, CarrierWord>> = {
  delivered: "reached",
  read: "reached",
  undelivered: "failed",
  failed: "failed",
  canceled: "failed",
};
const callWords: Readonly<Record<string, CarrierWord>> = {
  completed: "reached",
  busy: "unanswered",
  "no-answer": "unanswered",
  canceled: "unanswered",
  failed: "failed",
};

const sid = z.string().regex(/^[A-Z]{2}\w{2,64}$/);
const status = z.string().max(40);
const same = {
  AccountSid: sid,
  To: z.string().max(320),
  ErrorCode: z
    .string()
    .regex(/^\d{1,6}$/)
    .optional()
    .catch(undefined),
};
const Form = z.union([
  z.object({ ...same, MessageSid: sid, MessageStatus: status }),
  z.object({ ...same, CallSid: sid, CallStatus: status }),
]);

/** What a form of Twilio's tells; null where it tells of no end, `malformed` where it is none of Twilio's. */
export function carrierSaidIn(form: URLSearchParams): (CarrierSaid & { account: string }) | null | "malformed" {
  const { success, data } = Form.safeParse(Object.fromEntries(form));
  if (!success) return "malformed";
  const isCall = "CallSid" in data;
  const word = isCall ? data.CallStatus : data.MessageStatus;
  const words = isCall ? callWords : messageWords;
  const said = Object.hasOwn(words, word) ? words[word] : undefined;
  if (!said) return null;
  const code = Number(data.ErrorCode ?? 0);
  const account = data.AccountSid;
  return {
    account,
    sid: isCall ? data.CallSid : data.MessageSid,
    ending: data.To.slice(-4),
    said,
    status: word,
    code: code || null,
  };
}
