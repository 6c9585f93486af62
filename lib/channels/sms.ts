import type { Notice } from "#lib/model/notice.ts";
import type { Channel } from "./channel.ts";
import { reachEach } from "./receivers.ts";
import { cut } from "./text.ts";
import { type Account, twilioClient } from "./twilio.ts";
import { plainText, wordsFor } from "./wording.ts";

/** What Twilio takes in one message. */
const longest = 1600;

/** All of it in words, as far as it fits; the link to the rest always does. */
export function smsText(notice: Notice): string {
  const wording = wordsFor(notice);
  const url = notice.links.incident ?? notice.links.issue;
  const words = plainText({ ...wording, links: [] });
  return url ? `${cut(words, longest - url.length - 1)}\n${url}` : cut(words, longest);
}

/** Text messages through Twilio; what was sent cannot be changed. */
export function sms(account: Account): Channel {
  return {
    async deliver(notice, progress) {
      const [client, body] = [await twilioClient(account), smsText(notice)];
      return reachEach(account.to, progress, async (to) => {
        const { sid } = await client.messages.create({ to, from: account.from, body });
        return sid;
      });
    },
    update: null,
    check: null,
  };
}
