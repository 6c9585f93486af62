import type { Notice } from "#lib/model/notice.ts";
import { type GroupWording, withLines } from "./digest-wording.ts";
import { type Controls, slackControls } from "./slack-controls.ts";
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
  | { type: "context"; elements: { type: "plain_text"; text: string; emoji: false }[] }
  | Controls;

/** What Slack takes of each, with room to spare; a message's blocks together hold about 13,000 characters. */
const limits = { header: 150, text: 1500, context: 300, fallback: 3000, blocks: 12_000 } as const;

const plain = (text: string, max: number) => ({ type: "plain_text", text: cut(text, max), emoji: false }) as const;
const literal = (text: string): Text => ({ type: "text", text: cut(text, limits.text) });
const bold = (text: string): Text => ({ ...literal(text), style: { bold: true } });
const section = (elements: Section["elements"]): Block[] =>
  elements.length > 0 ? [{ type: "rich_text", elements: [{ type: "rich_text_section", elements }] }] : [];

function errorSection({ type, line }: Wording): Block[] {
  if (!type) return section([bold(line)]);
  return section(line ? [bold(type), literal(`: ${line}`)] : [bold(type)]);
}

function linkSection(links: Wording["links"]): Block[] {
  const linked = links.map(({ text, url }): Link => ({ type: "link", url, text }));
  return section(linked.flatMap((link, at) => (at === 0 ? [link] : [literal(" · "), link])));
}

function groupSection({ title, lines, more }: GroupWording): Block[] {
  const shown = lines.flatMap(({ text, url }) => [literal("\n• "), url ? ({ type: "link", url, text } as const) : literal(text)]);
  return section([bold(title), ...shown, ...(more ? [literal(`\n${more}`)] : [])]);
}

function blocksOf(notice: Notice, wording: Wording): Block[] {
  const facts = wording.facts.flatMap(({ label, text }, at) => [bold(`${at > 0 ? "\n" : ""}${label}  `), literal(text)]);
  return [
    { type: "header", block_id: notice.id, text: plain(wording.header, limits.header) }, // by which a copy is told from another message
    ...errorSection(wording),
    ...section(wording.notes.map((note, at) => literal(`${at > 0 ? "\n" : ""}${note}`))),
    ...section(facts),
    ...wording.groups.flatMap(groupSection),
    ...linkSection(wording.links),
    ...(wording.footer ? [{ type: "context" as const, elements: [plain(wording.footer, limits.context)] }] : []),
  ];
}

/** Of a digest as many lines as Slack takes in one message. */
function fitting(notice: Notice): Block[] {
  for (const most of [40, 30, 20, 10, 0]) {
    const shorter = withLines(notice, most);
    const blocks = blocksOf(shorter, wordsFor(shorter));
    if (most === 0 || JSON.stringify(blocks).length <= limits.blocks) return blocks;
  }
  return [];
}

/** A calm, dense message: what is read first, the error, one line a fact, the links, who decided; below it what can be done, where a click comes back. */
export function slackMessage(notice: Notice, { clickable = false } = {}): { text: string; blocks: Block[] } {
  const wording = wordsFor(notice);
  const blocks = notice.digest ? fitting(notice) : blocksOf(notice, wording);
  const controls = clickable ? slackControls(notice) : [];
  return { text: cut(escapeSlack(plainText(wording)), limits.fallback), blocks: [...blocks, ...controls] };
}
