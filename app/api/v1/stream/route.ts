import { door } from "#app/api/door.ts";
import { answered } from "#app/api/problem.ts";
import { Refused } from "#app/api/refused.ts";
import { authenticateKey } from "#lib/auth/api-key.ts";
import { readMark } from "#lib/db/changes.ts";
import type { Db } from "#lib/db/client.ts";
import { Forbidden } from "#lib/model/errors.ts";
import { type Tools, tools } from "#lib/pipeline/tools.ts";
import { eventsFor } from "./events.ts";
import { type Hub, openHub } from "./hub.ts";

export const dynamic = "force-dynamic";

const beatMs = 15_000;
const hubs = new WeakMap<Db, Hub>();

function hubOf(db: Db): Hub {
  const hub = hubs.get(db) ?? openHub(() => readMark(db));
  hubs.set(db, hub);
  return hub;
}

/** The mark of the last event: browsers send it in a header when they come back, and in the address when they come first. */
const seenBy = (request: Request): string | null =>
  request.headers.get("last-event-id") ?? new URL(request.url).searchParams.get("last_event_id");

function streamTo({ db }: Tools, request: Request, who: string, stands: () => Promise<boolean>): Response {
  const body = eventsFor({ hub: hubOf(db), who, seen: seenBy(request), stands, signal: request.signal, beatMs });
  if (!body) throw new Refused("tooMany", "Too many streams are open: close some, or ask again later.");
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "private, no-store, no-transform", // a compressed stream would wait until it is worth compressing
      "x-accel-buffering": "no",
      connection: "close", // once it has ended nothing else comes this way: a process that stops need not wait
      "x-content-type-options": "nosniff",
    },
  });
}

const forKey = door("read", async ({ tools: here, caller, request }) => {
  const mayStill = async (): Promise<boolean> => {
    const { outcome } = await authenticateKey(here.db, request.headers.get("authorization"), "read");
    return outcome === "known" || outcome === "tooMany";
  };
  return streamTo(here, request, `key ${caller.id}`, mayStill);
});

/** Whether a browser says that a page of another origin asks. */
const isForeign = ({ headers }: Request): boolean => !["same-origin", "none", null].includes(headers.get("sec-fetch-site"));

const forPerson = (request: Request): Promise<Response> =>
  answered(async () => {
    const here = tools();
    if (isForeign(request)) throw new Forbidden("Another site's page may not listen in a person's name.");
    const viewer = await here.auth.viewer(request.headers);
    if (!viewer) throw new Refused("stranger", "Sign in, or send an API key as `Authorization: Bearer <key>`.");
    return streamTo(here, request, `person ${viewer.id}`, async () => (await here.auth.viewer(request.headers)) !== null);
  });

/** `GET /api/v1/stream`: tells as server-sent events that something has changed, and of which kinds, never what. */
export const GET: ReturnType<typeof door> = (request, context) =>
  request.headers.has("authorization") ? forKey(request, context) : forPerson(request);
