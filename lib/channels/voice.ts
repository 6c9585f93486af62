import type { Language } from "#lib/model/language.ts";
import type { Notice } from "#lib/model/notice.ts";
import type { Channel } from "./channel.ts";
import { reachEach } from "./receivers.ts";
import { cut, oneLine } from "./text.ts";
import { type Account, twilioClient } from "./twilio.ts";
import { wordsFor } from "./wording.ts";

/** Twilio takes 4,000 characters of TwiML; nobody listens to more than this, which is said twice. */
const longest = 600;

/** The languages as Twilio's voices know them. */
const spokenIn = {
  en: "en-US",
  "zh-CN": "cmn-CN",
  vi: "vi-VN",
  ja: "ja-JP",
  ko: "ko-KR",
  th: "th-TH",
} as const satisfies Record<Language, string>;

/** What is read out: no shapes, no addresses. */
export function spoken(notice: Notice): string {
  const { header, type, line, facts } = wordsFor(notice);
  const place = [notice.project, notice.environment].filter(Boolean).join(", ");
  const said = [`Verdict. ${header}`, place, [type, line].filter(Boolean).join(": "), facts[0]?.text];
  const words = said
    .flatMap((part) =>
      part ? [oneLine(part.replace(/https?:\S+|[^\p{L}\p{M}\p{N}\p{P}\s%+]/gu, " ").replaceAll("·", ","), 300)] : [],
    )
    .join(". ");
  return cut(words, longest);
}

/** Calls through Twilio that read the message out, twice. A call is over: later changes are left to the other channels. */
export function voice(account: Account): Channel {
  return {
    async deliver(notice, progress) {
      const client = await twilioClient(account);
      const { default: twilio } = await import("twilio");
      const response = new twilio.twiml.VoiceResponse();
      const say = (): unknown => response.say({ language: spokenIn[notice.language] }, spoken(notice));
      say();
      response.pause({ length: 1 });
      say();
      const twiml = response.toString();
      return reachEach(account.to, progress, async (to) => {
        const { sid } = await client.calls.create({ to, from: account.from, twiml });
        return sid;
      });
    },
    update: async () => undefined,
    check: null,
  };
}
