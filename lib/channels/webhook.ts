import { Webhook } from "standardwebhooks";
import type { Notice } from "#lib/model/notice.ts";
import { alertEvent } from "./alert-event.ts";
import type { Channel, Send } from "./channel.ts";
import { failureOf, secretsIn } from "./failure.ts";

const timeoutMs = 30_000;
const maxBytes = 65_536;
const receiver = { name: "The webhook", mend: "Correct its address here, or let the receiver accept it" };

const isBase64 = (text: string): boolean => text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);

/**
 * `whsec_` and base64 stand for the bytes they encode, other text for its own bytes. Base64 without the mark may be meant either way,
 * so it signs both ways: a receiver needs one signature that fits.
 */
export function signers(secret: string): Webhook[] {
  const encoded = secret.replace(/^whsec_/, "");
  const raw = new Webhook(new Uint8Array(Buffer.from(secret, "utf8")), { format: "raw" });
  if (!isBase64(encoded)) return [raw];
  return encoded === secret ? [new Webhook(secret), raw] : [new Webhook(secret)];
}

export interface Target {
  url: string;
  /** Without one it is not signed. */
  secret?: string | undefined;
  send: Send;
  clock: () => Date;
}

/** Posts JSON to a service of the user's own, signed as Standard Webhooks says. Every answer but 2xx is a failure. */
export function signedPost({ url, secret, send, clock }: Target): (id: string, body: string) => Promise<void> {
  const hides = [...secretsIn(url), ...(secret ? [secret] : [])];
  const signing = secret === undefined ? [] : signers(secret);
  return async (id, body) => {
    const now = clock();
    const headers = {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
      ...(signing.length > 0 && { "webhook-signature": signing.map((each) => each.sign(id, now, body)).join(" ") }),
    };
    const reply = await send({ url, method: "POST", headers, body, timeoutMs, maxBytes, larger: "cut" });
    if (reply.status < 200 || reply.status >= 300) throw failureOf(reply, { ...receiver, hides }, now.getTime());
  };
}

/** Whether its state, category or severity is another than was posted; only the newest message of an incident says so. */
const isNews = ({ newest, said, state, category, severity }: Notice): boolean =>
  newest && said !== null && (said.state !== state || said.category !== category || said.severity !== severity);

/** Any service of the user's own is told of alerts. What was sent cannot be changed: what becomes of it is an event of its own, the same in each retry. */
export function webhook(target: Target): Channel {
  const post = signedPost(target);
  return {
    async deliver(notice) {
      await post(notice.id, JSON.stringify(alertEvent(notice, target.clock())));
      return notice.id;
    },
    async update(_externalId, notice) {
      if (!isNews(notice)) return;
      const id = [notice.id, notice.state, notice.category, notice.severity].join(".");
      await post(id, JSON.stringify(alertEvent({ ...notice, id }, target.clock(), true)));
    },
    check: null,
  };
}
