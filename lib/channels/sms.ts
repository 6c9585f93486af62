import type { Notice } from "#lib/model/notice.ts";
import type { Channel } from "./channel.ts";
import { withLines } from "./digest-wording.ts";
import { reachEach } from "./receivers.ts";
import { cut } from "./text.ts";
import { type Account, twilioClient, withStatus } from "./twilio.ts";
import { plainText, wordsFor } from "./wording.ts";

/** What Twilio takes in one message. */
const longest = 1600;

const textOf = (notice: Notice): string => plainText({ ...wordsFor(notice), links: [] });

/** All of it in words, as far as it fits, of a digest fewer lines; the link to the rest always does. */
export function smsText(notice: Notice): string {
  const url = notice.links.incident ?? notice.links.issue ?? notice.links.why;
  const room = url ? longest - url.length - 1 : longest;
  const shorter = notice.digest ? [5, 3, 1, 0].map((most) => textOf(withLines(notice, most))) : [textOf(notice)];
  const words = cut(shorter.find((text) => text.length <= room) ?? shorter.at(-1) ?? "", room);
  return url ? `${words}\n${url}` : words;
}

/** Text messages through Twilio; what was sent cannot be changed. */
export function sms(account: Account): Channel {
  return {
    async deliver(notice, progress) {
      const [client, body] = [await twilioClient(account), smsText(notice)];
      return reachEach(account.to, progress, async (to) => {
        const ask = { to, from: account.from, body };
        const { sid } = await withStatus(account, notice.id, (more) => client.messages.create({ ...ask, ...more }));
        return sid;
      });
    },
    update: null,
    check: null,
  };
}
