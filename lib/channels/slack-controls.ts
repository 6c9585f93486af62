import { type NoticeWords, noticeWords } from "#lib/i18n/notice.ts";
import type { Notice } from "#lib/model/notice.ts";
import { type Category, categories } from "#lib/model/taxonomy.ts";
import { cut } from "./text.ts";

interface Plain {
  type: "plain_text";
  text: string;
  emoji: false;
}
interface Button {
  type: "button";
  action_id: string;
  text: Plain;
  value: string;
  style?: "primary";
}
interface Menu {
  type: "static_select";
  action_id: string;
  placeholder: Plain;
  options: { text: Plain; value: string }[];
}
export interface Controls {
  type: "actions";
  elements: (Button | Menu)[];
}

/** By what a click is known when it comes back; its value begins with the incident. */
export const slackActions = {
  acknowledge: "verdict_acknowledge",
  unacknowledge: "verdict_unacknowledge",
  silence: "verdict_silence",
  label: "verdict_label",
} as const;

const longest = 75;
const plain = (text: string): Plain => ({ type: "plain_text", text: cut(text, longest), emoji: false });

/** What it may be instead, likeliest first, then all others; not what it is said to be. */
function choices({ alternatives, category }: Notice): Category[] {
  return [...new Set([...alternatives, ...categories])].filter((each) => each !== category);
}

function menu(words: NoticeWords, notice: Notice, incident: string): Menu {
  const options = choices(notice).map((category) => ({
    text: plain(words.category[category]),
    value: `${incident} ${category}`,
  }));
  return { type: "static_select", action_id: slackActions.label, placeholder: plain(words.button.wrong), options };
}

/** What can be done from the message itself; nothing any more once it is over. */
export function slackControls(notice: Notice): Controls[] {
  const { incident, state, kind, links, silenced, category } = notice;
  if (incident === null || state === "resolved" || kind === "digest" || kind === "test") return [];
  const words = noticeWords(notice.language);
  const button = (action_id: string, text: string): Button => ({ type: "button", action_id, text: plain(text), value: incident });
  const elements = [
    ...(state === "open" ? [{ ...button(slackActions.acknowledge, words.button.acknowledge), style: "primary" as const }] : []),
    ...(state === "acknowledged" ? [button(slackActions.unacknowledge, words.button.unacknowledge)] : []),
    ...(links.silence && !silenced ? [button(slackActions.silence, words.button.silence)] : []),
    ...(kind === "alert" && category ? [menu(words, notice, incident)] : []),
  ];
  return elements.length > 0 ? [{ type: "actions", elements }] : [];
}
