import { slackSigners } from "#lib/channels/slack-signature.ts";
import { clickedMessage, noteClick } from "#lib/db/clicks.ts";
import { noticeWords } from "#lib/i18n/notice.ts";
import { channelSpecs } from "./channels.ts";
import { voiceOf } from "./notice-blank.ts";
import { type SignedOutcome, secretsFor } from "./signed-call.ts";
import { actOnClick, type Refusal } from "./slack-act.ts";
import { type Click, clickIn } from "./slack-click.ts";
import type { Tools } from "./tools.ts";

/** Slack sends the whole message along; ours are far below this. */
const mostBytes = 262_144;
/** Slack waits 3 s for an answer; what takes longer goes on behind it. */
const answerMs = 2000;
const rememberedMs = 900_000;

/** The signing secrets of the document's Slack channels, by channel. The environment's stands for every bot without its own. */
async function signingSecrets(tools: Tools): Promise<{ id: string; secret: string }[]> {
  return (await secretsFor(tools, ["slack"])).flatMap(({ id, secrets }) => {
    const secret = "bot_token" in secrets && (secrets.signing_secret ?? tools.settings.SLACK_SIGNING_SECRET);
    return secret ? [{ id, secret }] : [];
  });
}

/** Where Slack takes answers to a click; nowhere else is one sent. */
function mayAnswer(tools: Tools, address: string): boolean {
  const { origin, username, password } = URL.parse(address) ?? { origin: "null", username: "", password: "" };
  const standIn = URL.parse(tools.settings.SLACK_API_URL ?? "")?.origin;
  return username === "" && password === "" && (origin === "https://hooks.slack.com" || origin === standIn);
}

/** Says why nothing was done, to who clicked and to nobody else. */
async function explain(tools: Tools, { responseUrl }: Click, channel: string, refusal: Refusal): Promise<void> {
  if (responseUrl === null || !mayAnswer(tools, responseUrl)) return;
  const spec = (await channelSpecs(tools)).find(({ name }) => name === channel);
  const text = noticeWords(voiceOf(spec ?? {}, tools.settings).language).answer[refusal];
  const body = JSON.stringify({ response_type: "ephemeral", replace_original: false, text });
  const headers = { "content-type": "application/json; charset=utf-8" };
  const limits = { timeoutMs: 5000, maxBytes: 65_536, larger: "cut" } as const;
  await tools
    .request({ url: responseUrl, method: "POST", headers, body, ...limits })
    .catch((err: unknown) => tools.notice("warn", "slack", { err }, "an answer to a click in Slack was not taken"));
}

async function obey(tools: Tools, click: Click, channels: readonly string[]): Promise<"done" | "ignored"> {
  const { incident, externalId, by, key } = click;
  const clicked = await clickedMessage(tools.db, { incident, externalId, channels });
  if (!clicked) return "ignored";
  const since = new Date(Date.now() - rememberedMs);
  if (!(await noteClick(tools.db, { click: key, by, since }))) return "done";
  const refusal = await actOnClick(tools, click, clicked);
  if (refusal) await explain(tools, click, clicked.message.channel, refusal);
  return "done";
}

/** Slack's answer must not wait for all of it. */
async function soon<T>(work: Promise<T>, otherwise: T): Promise<T> {
  const { promise, resolve } = Promise.withResolvers<T>();
  const timer = setTimeout(() => resolve(otherwise), answerMs);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}

const isForm = (headers: Headers): boolean =>
  /^application\/x-www-form-urlencoded\s{0,5}(?:;|$)/i.test(headers.get("content-type") ?? "");

/** A click on a button or a menu of a message of ours, as Slack posts it: nothing is read before the signature holds. */
export async function slackClicked(
  tools: Tools,
  bytes: Uint8Array | "tooLarge" | "unsupportedEncoding" | "cut",
  headers: Headers,
): Promise<{ outcome: SignedOutcome }> {
  if (typeof bytes === "string") return { outcome: bytes };
  if (bytes.length > mostBytes) return { outcome: "tooLarge" };
  const secrets = await signingSecrets(tools);
  const signed = { signature: headers.get("x-slack-signature"), timestamp: headers.get("x-slack-request-timestamp") };
  const channels = slackSigners(bytes, signed, secrets, tools.clock());
  if (channels.length === 0) {
    tools.notice("warn", "forged", { reason: "slack" }, "a click with a wrong signature was refused");
    return { outcome: "forged" };
  }
  if (!isForm(headers)) return { outcome: "unsupportedType" };
  const click = clickIn(Buffer.from(bytes).toString("utf8"));
  if (click === "malformed") return { outcome: "malformed" };
  if (!click) return { outcome: "ignored" };
  return { outcome: await soon(obey(tools, click, channels), "done") };
}
