import { type FetchFunction, type Logger, LogLevel, WebAPIPlatformError, WebAPIRequestError, WebClient } from "@slack/web-api";
import { AppError } from "#lib/model/errors.ts";
import type { Notice } from "#lib/model/notice.ts";
import { Broken } from "./broken.ts";
import type { Channel, Send } from "./channel.ts";
import { failureOf } from "./failure.ts";
import { slackMessage } from "./slack-blocks.ts";
import { LaidOutWrong, slackFault } from "./slack-faults.ts";
import { slackTimeoutMs } from "./slack-webhook.ts";

const maxBytes = 1_048_576;
const receiver = { name: "Slack", mend: "Look at the Slack app's page (OAuth & Permissions), and at SLACK_API_URL if it is set" };
const notSlack = new Broken(`What answers is not Slack's API. ${receiver.mend}`, "stranger");

const nothing = (): void => undefined;
const silent: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => LogLevel.ERROR,
  setName: nothing,
};

/** The one function for outgoing requests in the shape that Slack's package asks for; what is not 200 fails here, by our own rules. */
function fetchBy(send: Send, token: string): FetchFunction {
  return async (input, init = {}) => {
    const url = String(input);
    const { headers = {}, body } = init;
    const text = typeof body === "string" ? body : "";
    const reply = await send({ url, method: "POST", headers, body: text, timeoutMs: slackTimeoutMs, maxBytes, larger: "cut" });
    if (reply.status !== 200) throw failureOf(reply, { ...receiver, hides: [token] }, Date.now());
    return new Response(Buffer.from(reply.bytes), { headers: reply.headers });
  };
}

/** What Slack's package threw, named after who must act. */
function understood(error: unknown): unknown {
  if (error instanceof WebAPIRequestError && error.original instanceof AppError) return error.original;
  if (!(error instanceof WebAPIPlatformError)) return error;
  const said = String(error.data.error ?? "");
  return /^[a-z_]{2,60}$/.test(said) ? slackFault(said, 200) : notSlack;
}

/** Where a message stands: Slack's id of the channel, which may differ from the name that was asked for, and its time stamp. */
function placeOf(externalId: string): { channel: string; ts: string } {
  const at = externalId.lastIndexOf(":");
  return { channel: externalId.slice(0, at), ts: externalId.slice(at + 1) };
}

/** No text of an error may keep an alert from being read. */
async function textAtLeast<T>(whole: () => Promise<T>, textAlone: () => Promise<T>): Promise<T> {
  try {
    return await whole();
  } catch (error) {
    if (error instanceof LaidOutWrong) return textAlone();
    throw error;
  }
}

interface Bot {
  token: string;
  channel: string;
  apiUrl: string | undefined;
  /** Clicks come back: the app's signing secret is known. */
  clickable: boolean;
  send: Send;
}

/** Slack through a bot: what was posted is edited in place. */
export function slackBot({ token, channel, apiUrl, clickable, send }: Bot): Channel {
  const client = new WebClient(token, {
    slackApiUrl: new URL("/api/", apiUrl ?? "https://slack.com").href,
    fetch: fetchBy(send, token),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    logger: silent,
  });
  const asked = async <T>(call: Promise<T>): Promise<T> =>
    call.catch((error: unknown) => {
      throw understood(error);
    });
  const form = { link_names: false, parse: "none" } as const;
  const posting = { ...form, channel, mrkdwn: false, unfurl_links: false, unfurl_media: false } as const;
  return {
    async deliver(notice: Notice) {
      const { text, blocks } = slackMessage(notice, { clickable });
      const posted = await textAtLeast(
        () => asked(client.chat.postMessage({ ...posting, text, blocks })),
        () => asked(client.chat.postMessage({ ...posting, text })),
      );
      if (!posted.ts) throw notSlack;
      return `${posted.channel ?? channel}:${posted.ts}`;
    },
    async update(externalId, notice) {
      const { text, blocks } = slackMessage(notice, { clickable });
      const edit = { ...placeOf(externalId), ...form, text };
      await textAtLeast(
        () => asked(client.chat.update({ ...edit, blocks })),
        () => asked(client.chat.update({ ...edit, blocks: [] })),
      );
    },
    async check() {
      await asked(client.auth.test());
    },
  };
}
