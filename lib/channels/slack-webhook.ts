import { type AppError, BadInput } from "#lib/model/errors.ts";
import { Broken } from "./broken.ts";
import type { Channel, Reply, Send } from "./channel.ts";
import { failureOf, secretsIn } from "./failure.ts";
import { slackMessage } from "./slack-blocks.ts";
import { isKnownFault, LaidOutWrong, slackFault } from "./slack-faults.ts";

export const slackTimeoutMs = 15_000;
const maxBytes = 65_536;
const receiver = {
  name: "Slack",
  mend: "Copy the webhook's address whole from the Slack app's page (Incoming Webhooks) and save it here",
};

/** The address to ask: another scheme and host stand in for Slack's own, its path stays. */
export function slackUrl(url: string, apiUrl: string | undefined): string {
  const asked = new URL(url);
  if (!apiUrl || !/^hooks\.slack(?:-gov)?\.com$/.test(asked.hostname)) return url;
  return new URL(`${asked.pathname}${asked.search}`, apiUrl).href;
}

/** Slack says `ok` or one code; what stands in for it may say it in JSON. */
function faultOf(reply: Reply, hides: readonly string[]): AppError | null {
  const said = reply.text().slice(0, 2000).trim();
  const refused = /^\{\s*"ok"\s*:\s*false\b.*"error"\s*:\s*"(?<code>[a-z_]{1,60})"/s.exec(said)?.groups?.code;
  if (reply.status >= 200 && reply.status < 300) {
    if (refused !== undefined || /^\{\s*"ok"\s*:\s*false\b/.test(said)) return slackFault(refused ?? "", reply.status);
    return said.startsWith("<") ? new Broken(`A web page answers instead of Slack. ${receiver.mend}`, "stranger") : null;
  }
  if (reply.status !== 429 && isKnownFault(said)) return slackFault(said, reply.status);
  return reply.status === 400 ? slackFault(said, 400) : failureOf(reply, { ...receiver, hides }, Date.now());
}

/** Slack through an incoming webhook: the address is the permission, and what was posted cannot be changed. */
export function slackWebhook({ url, apiUrl, send }: { url: string; apiUrl: string | undefined; send: Send }): Channel {
  const hides = secretsIn(url);
  const headers = { "content-type": "application/json; charset=utf-8" };
  const post = (message: object): Promise<Reply> => {
    const body = JSON.stringify(message);
    const limits = { timeoutMs: slackTimeoutMs, maxBytes, larger: "cut" } as const;
    return send({ url: slackUrl(url, apiUrl), method: "POST", headers, body, ...limits });
  };
  return {
    async deliver(notice) {
      const form = { link_names: false, parse: "none", unfurl_links: false, unfurl_media: false };
      const { text, blocks } = slackMessage(notice);
      const first = faultOf(await post({ text, blocks, ...form }), hides);
      const fault = first instanceof LaidOutWrong ? faultOf(await post({ text, mrkdwn: false, ...form }), hides) : first;
      if (fault) throw fault;
      return null;
    },
    update: null,
    /** Without a text there is nothing to post: a hook that lives says so. */
    async check() {
      const fault = faultOf(await post({}), hides);
      if (fault && !(fault instanceof BadInput)) throw fault;
    },
  };
}
