import type { Language } from "#lib/model/language.ts";
import type { Notice } from "#lib/model/notice.ts";
import type { Channel } from "./channel.ts";
import { reachEach } from "./receivers.ts";
import { cut, oneLine } from "./text.ts";
import { type Account, twilioClient, withStatus } from "./twilio.ts";
import { errorWords, wordsFor } from "./wording.ts";

/** Twilio takes 4,000 characters of TwiML; this is said twice. */
const longest = 1000;

/** The languages as Twilio's voices know them. */
const spokenIn = {
  en: "en-US",
  "zh-CN": "cmn-CN",
  vi: "vi-VN",
  ja: "ja-JP",
  ko: "ko-KR",
  th: "th-TH",
} as const satisfies Record<Language, string>;

const unspeakable = /https?:\S+|[&•]|[^\p{L}\p{M}\p{N}\p{P}\s%+]/gu;

/** One sentence; what separates words on a screen is a pause. */
const sentence = (text: string): string =>
  oneLine(text.replaceAll("·", ",").replace(unspeakable, " "), 300)
    .replace(/ +,/g, ",")
    .replace(/[.。]$/, "");

/** What is read out, what is needed first before the rest: no shapes, no addresses. */
export function spoken(notice: Notice): string {
  const wording = wordsFor(notice);
  const { header, notes, facts, footer } = wording;
  const place = [notice.project, notice.environment].filter(Boolean).join(", ");
  const name = notice.kind === "system" ? "" : "Verdict. "; // that is what its header begins with
  const said = [`${name}${header}`, place, errorWords(wording), ...facts.map(({ label, text }) => `${label}: ${text}`)];
  const words = [...said, ...notes, footer].map(sentence).filter(Boolean).join(". ");
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
        const ask = { to, from: account.from, twiml };
        const { sid } = await withStatus(account, notice.id, (more) => client.calls.create({ ...ask, ...more }));
        return sid;
      });
    },
    update: async () => undefined,
    check: null,
  };
}
