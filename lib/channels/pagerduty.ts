import { z } from "zod";
import { type AppError, BadInput } from "#lib/model/errors.ts";
import type { Notice } from "#lib/model/notice.ts";
import type { Severity } from "#lib/model/taxonomy.ts";
import { alertEvent } from "./alert-event.ts";
import { Broken } from "./broken.ts";
import type { Channel, Reply, Send } from "./channel.ts";
import { failureOf } from "./failure.ts";
import { cut, oneLine } from "./text.ts";
import { wordsFor } from "./wording.ts";

const timeoutMs = 20_000;
const maxBytes = 65_536;
/** What PagerDuty takes. */
const limits = { summary: 1024, source: 255 } as const;
const mend = "Copy the integration key of a service's Events API v2 integration from PagerDuty";

type Action = "trigger" | "acknowledge" | "resolve";

const loud = { critical: "critical", high: "error", medium: "warning", low: "info", info: "info" } as const;
const quiet = { critical: "warning", high: "warning", medium: "info", low: "info", info: "info" } as const;
const severityOf = ({ urgency, severity }: Notice): string => (urgency === "high" ? loud : quiet)[severity satisfies Severity];

function summaryOf(notice: Notice): string {
  const { header, type, line } = wordsFor(notice);
  return cut([header, [type, line].filter(Boolean).join(": ")].filter(Boolean).join(" · "), limits.summary);
}

function sourceOf({ project, environment }: Notice): string {
  const place = [project, environment].flatMap((name) => (name ? [oneLine(name, 120)] : [])).join("/");
  return cut(place || "Verdict", limits.source);
}

function payloadOf(notice: Notice, now: Date): object {
  const { links: _, text: __, ...details } = alertEvent(notice, now);
  return {
    summary: summaryOf(notice),
    source: sourceOf(notice),
    severity: severityOf(notice),
    timestamp: notice.openedAt,
    ...(notice.project && { component: oneLine(notice.project, 120) }),
    ...(notice.category && { class: notice.category }),
    custom_details: details,
  };
}

const keyOf = ({ incident, id }: Notice): string => incident ?? id;

function eventOf(notice: Notice, action: Action, dedupKey: string, now: Date): Record<string, unknown> {
  const own = { event_action: action, dedup_key: dedupKey };
  if (action !== "trigger") return own;
  const { links } = wordsFor(notice);
  const url = notice.links.incident ?? notice.links.issue;
  return {
    ...own,
    client: "Verdict",
    ...(url && { client_url: url }),
    links: links.map(({ text, url: href }) => ({ href, text })),
    payload: payloadOf(notice, now),
  };
}

const Taken = z.object({ status: z.literal("success").optional(), dedup_key: z.string().min(1).max(255).optional() });
const Refused = z.object({ message: z.string().default(""), errors: z.array(z.string()).default([]) });

function read(reply: Reply): unknown {
  try {
    return JSON.parse(reply.text());
  } catch {
    return null;
  }
}

/** The request as a person may see it: the key by its end, of the payload what PagerDuty checks. */
function shown(routingKey: string, { payload, ...event }: Record<string, unknown>): string {
  const { summary, source, severity } = (payload ?? {}) as Record<string, unknown>;
  const brief = {
    ...event,
    links: undefined,
    ...(payload ? { payload: { summary: cut(String(summary), 160), source, severity } } : {}),
  };
  return JSON.stringify({ routing_key: `…${routingKey.slice(-4)}`, ...brief });
}

/** Of a refusal everything that is needed to mend it: what PagerDuty says, and what it was asked. */
function refusal(reply: Reply, routingKey: string, event: Record<string, unknown>): AppError {
  const { message, errors } = Refused.safeParse(read(reply)).data ?? { message: "", errors: [] };
  const said = oneLine([message, ...errors].filter(Boolean).join("; "), 300).replaceAll(routingKey, "…");
  const sentence = `PagerDuty did not take the event (400)${said && `: ${said}`}`;
  if (/routing[_ ]key/i.test(said)) return new Broken(`${sentence}. ${mend}`, "credentials", "HTTP 400");
  return new BadInput(`${sentence}. It was asked: ${shown(routingKey, event)}`);
}

interface Service {
  routingKey: string;
  apiUrl: string | undefined;
  send: Send;
  clock: () => Date;
}

/** What PagerDuty knows of an incident of ours in this state. */
const actions = { open: "trigger", acknowledged: "acknowledge", resolved: "resolve" } as const;

/**
 * Whether an edit changes anything that PagerDuty shows: another trigger would bring back what somebody has resolved there. All messages
 * of an incident are one there, so that only the newest says so. Of a bundle it is shown who has all of it in hand, and that all is over.
 */
function isNews({ kind, newest, said, category, severity, state }: Notice): boolean {
  if (kind === "digest") return state !== "open" && state !== said?.state;
  if (!newest) return false;
  if (state !== "open") return true;
  return !said || said.category !== category || said.severity !== severity || said.state !== state;
}

/** PagerDuty's Events API v2. All messages of an incident have one key, so that it is one incident there, however often they are sent. */
export function pagerDuty({ routingKey, apiUrl, send, clock }: Service): Channel {
  const url = new URL("/v2/enqueue", apiUrl ?? "https://events.pagerduty.com").href;
  async function enqueue(notice: Notice, action: Action, dedupKey: string): Promise<string> {
    const event = eventOf(notice, action, dedupKey, clock());
    const body = JSON.stringify({ routing_key: routingKey, ...event });
    const headers = { "content-type": "application/json" };
    const reply = await send({ url, method: "POST", headers, body, timeoutMs, maxBytes, larger: "cut" });
    if (reply.status === 400) throw refusal(reply, routingKey, event);
    if (reply.status < 200 || reply.status >= 300)
      throw failureOf(reply, { name: "PagerDuty", mend, hides: [routingKey] }, clock().getTime());
    const taken = Taken.safeParse(reply.status === 202 && reply.bytes.length === 0 ? {} : read(reply));
    if (!taken.success)
      throw new Broken("What answers is not PagerDuty's Events API. Look at PAGERDUTY_API_URL if it is set", "stranger");
    return taken.data.dedup_key ?? dedupKey;
  }
  return {
    async deliver(notice) {
      const key = await enqueue(notice, actions[notice.state], keyOf(notice));
      if (notice.kind === "test") await enqueue(notice, "resolve", key); // a test leaves nothing open
      return key;
    },
    async update(externalId, notice) {
      if (isNews(notice)) await enqueue(notice, actions[notice.state], externalId);
    },
    check: null,
  };
}
