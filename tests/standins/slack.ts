import type { IncomingMessage } from "node:http";
import { answer, listen, readBody, type Scripted } from "./script.ts";
import { messageFaults, visible } from "./slack-rules.ts";

export interface Posted {
  at: number;
  /** What its first block is called: the same in every copy of a message. */
  id: string | null;
  path: string;
  channel: string | null;
  /** Of an edit: which message. */
  ts: string | null;
  text: string;
  /** What a reader sees. */
  seen: string;
  blocks: unknown[];
}

/** What only who clicked sees. */
export interface Ephemeral {
  text: string;
}

export interface SlackStandIn {
  url: string;
  /** Where a click may be answered. */
  responseUrl: string;
  /** How clicks were answered. */
  answers: Ephemeral[];
  /** The address of its one incoming webhook. */
  webhook: string;
  token: string;
  channel: string;
  /** Everything that was taken, in order: posts and edits. */
  received: Posted[];
  /** What Slack would have refused, or no careful client sends. */
  faults: string[];
  /** The next answers, one each; those that are 200 with a body of their own count as taken. */
  script(...answers: Scripted[]): void;
  /** What is on the channel now, edits made. */
  standing(): Posted[];
  /** A new start: nothing scripted, nothing received. */
  forget(): void;
  close(): Promise<void>;
}

const channelId = "C0STANDIN01";
const responsePath = "/actions/T0STANDIN/1234567890/anotherSecretPart";
const webhookPath = "/services/T0STANDIN/B0STANDIN/aVerySecretPartOfTheAddress";

/** Slack's chat.postMessage, chat.update and an incoming webhook, as far as Slack documents what they check. */
export async function startSlack({ token = "xoxb-standin-token-0123456789", channel = "#alerts" } = {}): Promise<SlackStandIn> {
  const scripts: Scripted[] = [];
  const { url, close } = await listen(async (request, response) => {
    const body = await readBody(request);
    const scripted = scripts.shift();
    const isTaken = scripted === undefined || scripted === "reset" || (typeof scripted === "object" && "late" in scripted);
    const plain = isTaken ? take(standIn, request, body) : ok;
    answer(response, scripted ?? plain, plain);
  });
  const standIn: SlackStandIn = {
    url,
    responseUrl: `${url}${responsePath}`,
    answers: [],
    webhook: `${url}${webhookPath}`,
    token,
    channel,
    received: [],
    faults: [],
    script: (...answers) => void scripts.push(...answers),
    standing: () => [...new Map(standIn.received.map((posted) => [posted.ts, posted])).values()],
    forget() {
      for (const list of [scripts, standIn.received, standIn.answers, standIn.faults]) list.length = 0;
    },
    close,
  };
  return standIn;
}

const ok = { status: 200, body: "ok" };
const refused = (error: string) => ({ status: 200, body: { ok: false, error } });

type Answer = { status: number; body: string | object };

function take(standIn: SlackStandIn, request: IncomingMessage, body: string): Answer {
  const path = request.url ?? "";
  if (request.method !== "POST") standIn.faults.push(`${request.method} ${path}`);
  if (path === webhookPath) return takeHook(standIn, request, body);
  if (path === responsePath) return takeAnswer(standIn, request, body);
  if (["/api/chat.postMessage", "/api/chat.update", "/api/auth.test"].includes(path))
    return takeCall(standIn, path, request, body);
  standIn.faults.push(`no such path: ${path}`);
  return { status: 404, body: "no_service" };
}

let last = 0;

function keep(standIn: SlackStandIn, path: string, message: Record<string, unknown>, ts: string | null): void {
  const blocks = (message.blocks ?? []) as { block_id?: string }[];
  const channel = typeof message.channel === "string" ? message.channel : null;
  standIn.received.push({
    at: Date.now(),
    id: blocks[0]?.block_id ?? null,
    path,
    channel,
    ts,
    text: String(message.text),
    seen: visible(blocks as never),
    blocks,
  });
}

function takeAnswer(standIn: SlackStandIn, { headers }: IncomingMessage, body: string): Answer {
  if (!/^application\/json/.test(headers["content-type"] ?? "")) return { status: 400, body: "invalid_payload" };
  const { text, response_type: type, replace_original: replaces } = JSON.parse(body) as Record<string, unknown>;
  if (typeof text !== "string" || text === "" || /[<>]/.test(text)) standIn.faults.push(`an answer without plain words: ${text}`);
  if (type !== "ephemeral" || replaces !== false)
    standIn.faults.push("an answer that everybody sees, or that takes the message's place");
  standIn.answers.push({ text: String(text) });
  return ok;
}

function takeHook(standIn: SlackStandIn, { headers }: IncomingMessage, body: string): Answer {
  if (!/^application\/json/.test(headers["content-type"] ?? "")) return { status: 400, body: "invalid_payload" };
  const message = JSON.parse(body) as Record<string, unknown>;
  if (Object.keys(message).length === 0) return { status: 400, body: "no_text" };
  const faults = messageFaults(message);
  standIn.faults.push(...faults);
  if (faults.length > 0) return { status: 400, body: faults[0]!.split(":")[0]! };
  keep(standIn, webhookPath, message, `hook-${++last}`);
  return ok;
}

function takeCall(standIn: SlackStandIn, path: string, { headers }: IncomingMessage, body: string): Answer {
  if (headers.authorization !== `Bearer ${standIn.token}`) return refused(headers.authorization ? "invalid_auth" : "not_authed");
  if (path === "/api/auth.test")
    return { status: 200, body: { ok: true, team: "Standin", user: "verdict", bot_id: "B0STANDIN" } };
  if (headers["content-type"] !== "application/x-www-form-urlencoded") return refused("invalid_form_data");
  const form = Object.fromEntries(new URLSearchParams(body)) as Record<string, string>;
  const message = { ...form, blocks: form.blocks ? (JSON.parse(form.blocks) as unknown) : undefined };
  const faults = messageFaults(message);
  standIn.faults.push(...faults);
  if (faults.length > 0) return refused(faults[0]!.split(":")[0]!);
  if (path === "/api/chat.postMessage") {
    if (form.channel !== standIn.channel && form.channel !== channelId) return refused("channel_not_found");
    const ts = `1700000000.${String(++last).padStart(6, "0")}`;
    keep(standIn, path, message, ts);
    return { status: 200, body: { ok: true, channel: channelId, ts, message: { text: form.text } } };
  }
  if (form.channel !== channelId) return refused("channel_not_found"); // edits take the id, not the name
  if (!standIn.received.some(({ ts }) => ts === form.ts)) return refused("message_not_found");
  keep(standIn, path, message, form.ts ?? null);
  return { status: 200, body: { ok: true, channel: channelId, ts: form.ts, text: form.text } };
}
