import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks.js";
import { answer, listen, readBody, type Scripted } from "./script.ts";

export interface TwilioMessage {
  kind: "message" | "call";
  sid: string;
  to: string;
  from: string;
  /** The text of a message, or the TwiML of a call. */
  said: string;
  /** Where it is to be said what became of it. */
  statusCallback: string | null;
}

/** A request of Twilio's own, with what a test may want to have otherwise. */
interface Reporting {
  code?: number;
  token?: string;
  /** The address as Twilio writes it where it signs. */
  as?: (address: string) => string;
  more?: Record<string, string>;
}

export interface TwilioStandIn {
  url: string;
  accountSid: string;
  authToken: string;
  from: string;
  received: TwilioMessage[];
  /** Who was tried, in order, taken or not. */
  tried: string[];
  faults: string[];
  /** What one number answers, each time; others are taken. */
  /** What Twilio posts when a message's or a call's state becomes another. */
  report(
    of: TwilioMessage,
    status: string,
    more?: Reporting,
  ): { path: string; params: Record<string, string>; headers: Record<string, string>; body: string };
  refuse(to: string, code: number, status?: number): void;
  script(...answers: Scripted[]): void;
  forget(): void;
  close(): Promise<void>;
}

const number = /^\+[1-9]\d{4,14}$/;

function fault(status: number, code: number, message: string): { status: number; body: object } {
  return { status, body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status } };
}

/** TwiML that a phone could follow: well-formed as far as this looks, and only known verbs. */
function twimlFaults(twiml: string): string[] {
  const verbs = [...twiml.matchAll(/<(\w+)/g)].map(([, verb]) => verb).filter((verb) => !["xml"].includes(verb ?? ""));
  return [
    ...(twiml.length <= 4000 ? [] : ["Twiml is longer than 4000 characters"]),
    ...(/^<\?xml [^>]*\?><Response>.*<\/Response>$/s.test(twiml) ? [] : ["Twiml is no Response"]),
    ...(verbs.every((verb) => ["Response", "Say", "Pause"].includes(verb ?? "")) ? [] : [`Twiml holds ${verbs.join()}`]),
    ...(/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)/.test(twiml) ? ["Twiml is not escaped"] : []),
  ];
}

/** What Twilio says of a StatusCallback that it does not take; null of one that it does. */
function callbackFault(address: string | undefined): { status: number; body: object } | null {
  const { protocol = "", hostname = "" } = (address === undefined ? null : URL.parse(address)) ?? {};
  const isTaken = /^https?:$/.test(protocol) && /^[a-z0-9.-]+\.[a-z]+$/i.test(hostname) && (address ?? "").length <= 4000;
  return address === undefined || isTaken ? null : fault(400, 21609, `The StatusCallback URL ${address} is not a valid URL.`);
}

/** The fields that Twilio sends with a state. */
function fieldsOf(
  { kind, sid, to, from }: TwilioMessage,
  account: string,
  status: string,
  code?: number,
): Record<string, string> {
  const same = { AccountSid: account, ApiVersion: "2010-04-01", To: to, From: from, ...(code && { ErrorCode: String(code) }) };
  if (kind === "message") return { ...same, MessageSid: sid, SmsSid: sid, MessageStatus: status, SmsStatus: status };
  const call = { CallSid: sid, CallStatus: status, CallDuration: "0", Direction: "outbound-api", SequenceNumber: "0" };
  return { ...same, ...call, Called: to, Caller: from, CallbackSource: "call-progress-events", CalledCity: "" };
}

/** Twilio's Messages and Calls, as far as Twilio documents what they check. */
export async function startTwilio(): Promise<TwilioStandIn> {
  const scripts: Scripted[] = [];
  const refusals = new Map<string, { code: number; status: number }>();
  let count = 0;
  const take = (kind: TwilioMessage["kind"], form: Record<string, string>): { status: number; body: object } => {
    const { To: to = "", From: from = "" } = form;
    const said = (kind === "message" ? form.Body : form.Twiml) ?? "";
    standIn.tried.push(to);
    const refusal = refusals.get(to);
    if (refusal) return fault(refusal.status, refusal.code, `The 'To' number ${to} is not a valid phone number.`);
    if (!number.test(to)) return fault(400, 21211, `Invalid 'To' Phone Number: ${to}`);
    if (from !== standIn.from) return fault(400, 21606, `The From phone number ${from} is not a valid number`);
    if (said === "") return fault(400, kind === "message" ? 21602 : 21205, "Message body is required");
    if (kind === "message" && said.length > 1600)
      return fault(400, 21617, "The concatenated message body exceeds 1600 characters");
    const wrong = callbackFault(form.StatusCallback);
    if (wrong) return wrong;
    if (kind === "call") standIn.faults.push(...twimlFaults(said));
    const sid = `${kind === "message" ? "SM" : "CA"}${String(++count).padStart(32, "0")}`;
    standIn.received.push({ kind, sid, to, from, said, statusCallback: form.StatusCallback ?? null });
    return { status: 201, body: { sid, status: "queued", error_code: null, error_message: null, to, from } };
  };
  const { url, close } = await listen(async (request, response) => {
    const body = await readBody(request);
    const scripted = scripts.shift();
    const isTaken = scripted === undefined || scripted === "reset" || (typeof scripted === "object" && "late" in scripted);
    const kind = /^\/2010-04-01\/Accounts\/(?<sid>\w+)\/(?<what>Messages|Calls)\.json$/.exec(request.url ?? "")?.groups;
    if (request.method !== "POST" || !kind) standIn.faults.push(`${request.method} ${request.url}`);
    if (request.headers["content-type"] !== "application/x-www-form-urlencoded")
      standIn.faults.push(`type ${request.headers["content-type"]}`);
    const basic = `Basic ${Buffer.from(`${standIn.accountSid}:${standIn.authToken}`).toString("base64")}`;
    const isKnown = request.headers.authorization === basic && kind?.sid === standIn.accountSid;
    const form = Object.fromEntries(new URLSearchParams(body)) as Record<string, string>;
    const what = kind?.what === "Calls" ? "call" : "message";
    const plain = !isKnown ? fault(401, 20003, "Authenticate") : isTaken ? take(what, form) : { status: 201, body: {} };
    answer(response, scripted ?? plain, plain);
  });
  const standIn: TwilioStandIn = {
    url,
    accountSid: "AC00000000000000000000000000000001",
    authToken: "a-standin-auth-token-0123456789",
    from: "+15005550006",
    received: [],
    tried: [],
    faults: [],
    report(of, status, { code, token = standIn.authToken, as = (address: string) => address, more = {} } = {}) {
      const address = of.statusCallback ?? "https://nowhere.example/";
      const fields = { ...fieldsOf(of, standIn.accountSid, status, code), ...more };
      const [message = "", channel = ""] = new URL(address).pathname.split("/").reverse();
      const headers = {
        "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
        "x-twilio-signature": getExpectedTwilioSignature(token, as(address), fields),
      };
      return {
        path: new URL(address).pathname,
        params: { channel, message },
        headers,
        body: new URLSearchParams(fields).toString(),
      };
    },
    refuse: (to, code, status = 400) => void refusals.set(to, { code, status }),
    script: (...answers) => void scripts.push(...answers),
    forget() {
      for (const list of [scripts, standIn.received, standIn.tried, standIn.faults]) list.length = 0;
      refusals.clear();
    },
    close,
  };
  return standIn;
}
