import { answer, listen, readBody, type Scripted } from "./script.ts";

type Json = Record<string, unknown>;

export interface PagerDutyStandIn {
  url: string;
  routingKey: string;
  /** Every event that was taken, in order. */
  events: Json[];
  faults: string[];
  script(...answers: Scripted[]): void;
  /** Dedup key → what became of the incidents under it: each `resolved` is followed by a new one when it is triggered again. */
  incidents(): Map<string, ("triggered" | "acknowledged" | "resolved")[]>;
  forget(): void;
  close(): Promise<void>;
}

const actions = ["trigger", "acknowledge", "resolve"];
const severities = ["critical", "error", "warning", "info"];
const known = ["routing_key", "event_action", "dedup_key", "payload", "images", "links", "client", "client_url"];
const knownInPayload = ["summary", "source", "severity", "timestamp", "component", "group", "class", "custom_details"];

const isText = (value: unknown, max: number): boolean => typeof value === "string" && value.length > 0 && value.length <= max;

function payloadErrors(payload: Json | undefined): string[] {
  if (!payload) return ["'payload' is missing or blank"];
  const { summary, source, severity, timestamp, custom_details: details } = payload;
  return [
    ...(isText(summary, 1024) ? [] : ["'payload.summary' is missing or blank, or longer than 1024 characters"]),
    ...(isText(source, 1000) ? [] : ["'payload.source' is missing or blank"]),
    ...(severities.includes(String(severity))
      ? []
      : [`'payload.severity' is invalid (must be one of: ${severities.join(", ")})`]),
    ...(timestamp === undefined || !Number.isNaN(Date.parse(String(timestamp))) ? [] : ["'payload.timestamp' is invalid"]),
    ...(details === undefined || typeof details === "object" ? [] : ["'payload.custom_details' is invalid"]),
    ...Object.keys(payload).flatMap((key) => (knownInPayload.includes(key) ? [] : [`'payload.${key}' is unknown`])),
  ];
}

function errorsOf(event: Json, bytes: number): string[] {
  const { routing_key: key, event_action: action, dedup_key: dedup, links } = event;
  return [
    ...(bytes <= 512 * 1024 ? [] : ["Event exceeds 512 KB"]),
    ...(typeof key === "string" && key.length === 32 ? [] : ["Length of 'routing_key' is incorrect (should be 32 characters)"]),
    ...(actions.includes(String(action)) ? [] : ["'event_action' is invalid"]),
    ...(dedup === undefined || isText(dedup, 255) ? [] : ["'dedup_key' is longer than 255 characters"]),
    ...(action !== "trigger" && dedup === undefined ? ["'dedup_key' is missing or blank"] : []),
    ...(action === "trigger" ? payloadErrors(event.payload as Json | undefined) : []),
    ...((links ?? []) as Json[]).flatMap(({ href }) => (/^https?:\/\//.test(String(href)) ? [] : ["'links' hold no address"])),
    ...Object.keys(event).flatMap((name) => (known.includes(name) ? [] : [`'${name}' is unknown`])),
  ];
}

function incidentsOf(events: readonly Json[]): ReturnType<PagerDutyStandIn["incidents"]> {
  const all: ReturnType<PagerDutyStandIn["incidents"]> = new Map();
  for (const { dedup_key: key, event_action: action } of events) {
    const own = all.get(String(key)) ?? [];
    all.set(String(key), own);
    const isOpen = own.length > 0 && own.at(-1) !== "resolved";
    if (action === "trigger" && !isOpen) own.push("triggered");
    if (action === "acknowledge" && isOpen) own[own.length - 1] = "acknowledged";
    if (action === "resolve" && isOpen) own[own.length - 1] = "resolved";
  }
  return all;
}

/** PagerDuty's Events API v2, as far as PagerDuty documents what it checks. */
export async function startPagerDuty(): Promise<PagerDutyStandIn> {
  const scripts: Scripted[] = [];
  const routingKey = "R0STANDIN0000000000000000000ABCD";
  const { url, close } = await listen(async (request, response) => {
    const body = await readBody(request);
    const scripted = scripts.shift();
    const isTaken = scripted === undefined || scripted === "reset" || (typeof scripted === "object" && "late" in scripted);
    const { faults, events } = standIn;
    if (request.method !== "POST" || request.url !== "/v2/enqueue") faults.push(`${request.method} ${request.url}`);
    if (request.headers["content-type"] !== "application/json") faults.push(`type ${request.headers["content-type"]}`);
    const event = JSON.parse(body) as Json;
    const errors = errorsOf(event, Buffer.byteLength(body));
    const isRightKey = event.routing_key === routingKey;
    if (isTaken && errors.length === 0 && isRightKey) events.push(event);
    if (isRightKey) faults.push(...errors);
    const refused = { status: "invalid event", message: "Event object is invalid", errors };
    const taken = { status: "success", message: "Event processed", dedup_key: event.dedup_key ?? "made-up-here" };
    const plain = errors.length > 0 ? { status: 400, body: refused } : { status: 202, body: taken };
    answer(response, scripted ?? plain, plain);
  });
  const standIn: PagerDutyStandIn = {
    url,
    routingKey,
    events: [],
    faults: [],
    script: (...answers) => void scripts.push(...answers),
    incidents: () => incidentsOf(standIn.events),
    forget() {
      for (const list of [scripts, standIn.events, standIn.faults]) list.length = 0;
    },
    close,
  };
  return standIn;
}
