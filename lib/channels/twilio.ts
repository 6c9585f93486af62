import type { Twilio } from "twilio";
import type RequestClient from "twilio/lib/base/RequestClient.js";
import type { Reply, Send } from "./channel.ts";
import { AddressRefused, faultIn } from "./twilio-faults.ts";

const timeoutMs = 15_000;
const maxBytes = 65_536;

/** A Twilio account, who sends, and to whom. */
export interface Account {
  accountSid: string;
  token: string;
  from: string;
  to: readonly string[];
  apiUrl: string | undefined;
  send: Send;
  /** Where Twilio is to report what becomes of a message, by the message's id; null where it reaches nobody. */
  statusOf: ((message: string) => string) | null;
}

type Asked = Parameters<RequestClient["request"]>[0];

/** Another scheme and host stand in for Twilio's own, the path stays. */
function addressOf(uri: string, apiUrl: string | undefined): string {
  const { pathname, search } = new URL(uri);
  return apiUrl ? new URL(`${pathname}${search}`, apiUrl).href : uri;
}

const formOf = (data: unknown): string =>
  new URLSearchParams(
    Object.entries((data ?? {}) as Record<string, unknown>).flatMap(([name, value]): [string, string][] =>
      value === undefined || value === null ? [] : [[name, String(value)]],
    ),
  ).toString();

/** The one function for outgoing requests in the shape that Twilio's package asks for; what was not taken fails here, by our own rules. */
function requestBy({ accountSid, token, apiUrl, send }: Account): Pick<RequestClient, "request"> {
  async function request({ uri, headers = {}, data }: Asked): Promise<never> {
    const authorization = `Basic ${Buffer.from(`${accountSid}:${token}`).toString("base64")}`;
    const reply: Reply = await send({
      url: addressOf(uri, apiUrl),
      method: "POST",
      headers: { ...headers, "content-type": "application/x-www-form-urlencoded", authorization },
      body: formOf(data),
      timeoutMs,
      maxBytes,
      larger: "cut",
    });
    const to = String((data as { To?: unknown } | undefined)?.To ?? "");
    const fault = faultIn(reply, to, [token, authorization]);
    if (fault) throw fault;
    return { statusCode: reply.status, body: JSON.parse(reply.text()), headers: reply.headers } as never;
  }
  return { request };
}

/** Asks for something to be sent, and for a report of what becomes of it where there can be one. */
export async function withStatus<T>(
  { statusOf }: Account,
  message: string,
  ask: (more: { statusCallback?: string }) => Promise<T>,
): Promise<T> {
  if (!statusOf) return ask({});
  try {
    return await ask({ statusCallback: statusOf(message) });
  } catch (error) {
    if (error instanceof AddressRefused) return ask({});
    throw error;
  }
}

/** Twilio's package, which is large, is loaded by who uses it. */
export async function twilioClient(account: Account): Promise<Twilio> {
  const { default: twilio } = await import("twilio");
  return twilio(account.accountSid, account.token, { httpClient: requestBy(account) as RequestClient });
}
