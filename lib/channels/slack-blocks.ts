import type { Notice } from "#lib/model/notice.ts";
import { cut, escapeSlack } from "./text.ts";
import { plainText, type Wording, wordsFor } from "./wording.ts";

/** Literal text, whatever it holds: rich text knows no markup, so nothing in it mentions, links or commands. */
interface Text {
  type: "text";
  text: string;
  style?: { bold: true };
}
interface Link {
  type: "link";
  url: string;
  text: string;
}
interface Section {
  type: "rich_text_section";
  elements: (Text | Link)[];
}

export type Block =
  | { type: "header"; block_id: string; text: { type: "plain_text"; text: string; emoji: false } }
  | { type: "rich_text"; elements: Section[] }
  | { type: "context"; elements: { type: "plain_text"; text: string; emoji: false }[] };

/** What Slack takes of each, with room to spare; a message's blocks together hold about 13,000 characters. */
const limits = { header: 150, text: 1500, context: 300, fallback: 3000 } as const;

const plain = (text: string, max: number) => ({ type: "plain_text", text: cut(text, max), emoji: false }) as const;
const literal = (text: string): Text => ({ type: "text", text: cut(text, limits.text) });
const bold = (text: string): Text => ({ ...literal(text), style: { bold: true } });
const section = (elements: Section["elements"]): Section => ({ type: "rich_text_section", elements });

function errorSection({ type, line }: Wording): Section {
  if (!type) return section([bold(line)]);
  return section(line ? [bold(type), literal(`: ${line}`)] : [bold(type)]);
}

function linkSection(links: Wording["links"]): Section {
  const linked = links.map(({ text, url }): Link => ({ type: "link", url, text }));
  return section(linked.flatMap((link, at) => (at === 0 ? [link] : [literal(" · "), link])));
}

/** A calm, dense message: what is read first, the error, one line a fact, the links, who decided. */
export function slackMessage(notice: Notice): { text: string; blocks: Block[] } {
  const wording = wordsFor(notice);
  const facts = wording.facts.flatMap(({ label, text }, at) => [bold(`${at > 0 ? "\n" : ""}${label}  `), literal(text)]);
  const blocks: Block[] = [
    { type: "header", block_id: notice.id, text: plain(wording.header, limits.header) }, // by which a copy is told from another message
    { type: "rich_text", elements: [errorSection(wording)] },
    ...(facts.length > 0 ? [{ type: "rich_text" as const, elements: [section(facts)] }] : []),
    ...(wording.links.length > 0 ? [{ type: "rich_text" as const, elements: [linkSection(wording.links)] }] : []),
    { type: "context", elements: [plain(wording.footer, limits.context)] },
  ];
  return { text: cut(escapeSlack(plainText(wording)), limits.fallback), blocks };
}
