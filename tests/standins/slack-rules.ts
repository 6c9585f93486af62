interface Block {
  type: string;
  text?: { type?: string; text?: string };
  fields?: { type?: string; text?: string }[];
  elements?: unknown[];
}

interface RichElement {
  type: string;
  text?: string;
  url?: string;
  elements?: RichElement[];
}

const knownBlocks = ["header", "section", "context", "divider", "rich_text", "actions"];

/** Every text that Slack would parse as markup: mentions, links and commands in it would be active. */
function parsedTexts({ text, blocks }: { text: string; blocks: Block[] }): string[] {
  const markup = blocks.flatMap(({ text: own, fields = [], elements = [] }) =>
    [own, ...fields, ...(elements as { type?: string; text?: string }[])].flatMap((part) =>
      part?.type === "mrkdwn" && typeof part.text === "string" ? [part.text] : [],
    ),
  );
  return [text, ...markup];
}

const richTexts = (elements: RichElement[]): string[] =>
  elements.flatMap((element) => [
    ...(typeof element.text === "string" ? [element.text] : []),
    ...richTexts(element.elements ?? []),
  ]);

/** All that a reader sees of the blocks. */
export function visible(blocks: Block[]): string {
  const plain = blocks.flatMap(({ text, fields = [] }) => [text, ...fields].flatMap((part) => (part?.text ? [part.text] : [])));
  return [...plain, ...richTexts(blocks.flatMap(({ elements = [] }) => elements as RichElement[]))].join("\n");
}

interface Control {
  type: string;
  action_id?: string;
  value?: string;
  text?: { type?: string; text?: string };
  placeholder?: { type?: string; text?: string };
  options?: { text?: { type?: string; text?: string }; value?: string }[];
}

const isPlain = (text: Control["text"], most: number): boolean =>
  text?.type === "plain_text" && Boolean(text.text) && (text.text?.length ?? 0) <= most;

/** What Slack refuses in the elements of an actions block. */
function controlFaults(elements: Control[]): string[] {
  const ids = elements.map(({ action_id: id }) => id);
  const own = elements.flatMap(({ type, action_id: id = "", value = "", text, placeholder, options = [] }) => {
    const named = id.length > 0 && id.length <= 255 ? [] : ["holds an element without an action_id"];
    if (type === "button")
      return [...named, ...(isPlain(text, 75) && value.length <= 2000 ? [] : ["holds a button that is too long or empty"])];
    if (type !== "static_select") return [`holds a ${type}`];
    const wrong = options.filter((option) => !isPlain(option.text, 75) || !option.value || option.value.length > 150);
    const isMenu = isPlain(placeholder, 150) && options.length > 0 && options.length <= 100 && wrong.length === 0;
    return [...named, ...(isMenu ? [] : ["holds a menu that is too long or empty"])];
  });
  const count = elements.length > 0 && elements.length <= 25 ? [] : [`has ${elements.length} elements`];
  return [...count, ...own, ...(new Set(ids).size === ids.length ? [] : ["has an action_id twice"])];
}

function blockFaults(block: Block, at: number): string[] {
  const faults: string[] = [];
  const too = (what: string): void => void faults.push(`invalid_blocks: block ${at} ${what}`);
  if (!knownBlocks.includes(block.type)) too(`has the unknown type ${block.type}`);
  const length = block.text?.text?.length ?? 0;
  if (block.type === "header" && (length === 0 || length > 150 || block.text?.type !== "plain_text"))
    too("is no header of 1 to 150 characters");
  if (block.type === "section" && length > 3000) too("has more than 3000 characters");
  if ((block.fields?.length ?? 0) > 10 || block.fields?.some(({ text }) => (text?.length ?? 0) > 2000))
    too("has too many or too long fields");
  if (block.type === "context" && (block.elements?.length ?? 0) > 10) too("has more than 10 elements");
  if (block.type === "actions") for (const fault of controlFaults((block.elements ?? []) as Control[])) too(fault);
  const rich = block.type === "rich_text" ? ((block.elements ?? []) as RichElement[]) : [];
  if (block.type === "rich_text" && rich.length === 0) too("is empty");
  for (const section of rich) {
    if (!section.type.startsWith("rich_text_")) too(`holds a ${section.type}`);
    for (const { type, text, url } of section.elements ?? []) {
      if (type === "text" && !text) too("holds an empty text");
      if (type === "link" && !/^https?:\/\//.test(url ?? "")) too("holds a link to nowhere");
      if (!["text", "link"].includes(type)) too(`holds a ${type}, which may mention somebody`);
    }
  }
  return faults;
}

/** What Slack would refuse in a message, and what no careful client sends. */
export function messageFaults(message: { text?: unknown; blocks?: unknown; [key: string]: unknown }): string[] {
  const faults: string[] = [];
  const { text, blocks } = message;
  if (typeof text !== "string" || text.trim() === "") return ["no_text"];
  if (text.length > 40_000) faults.push("msg_too_long");
  if (blocks === undefined && [false, "false"].includes(message.mrkdwn as never)) return faults; // text alone, and not as markup
  if (!Array.isArray(blocks) || blocks.length === 0) return [...faults, "no blocks"];
  if (blocks.length > 50) faults.push("invalid_blocks: more than 50");
  if (JSON.stringify(blocks).length > 13_000) faults.push("msg_blocks_too_long");
  faults.push(...(blocks as Block[]).flatMap(blockFaults));
  const active = /<(?:[!@#]|https?:|mailto:)[^>]*>/;
  for (const parsed of parsedTexts({ text, blocks: blocks as Block[] })) {
    if (active.test(parsed)) faults.push(`something in it is active: ${active.exec(parsed)?.[0]}`);
    if (/[<>]/.test(parsed)) faults.push("< or > is not escaped");
  }
  if (/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(JSON.stringify(message)))
    faults.push("half a character");
  if (!["false", "0", false, 0].includes(message.link_names as never)) faults.push("link_names is on");
  if (message.parse !== "none") faults.push("parse is not none");
  return faults;
}
