import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { Db } from "#lib/db/client.ts";
import { type Delivery, signedDelivery } from "../standins/sentry.ts";
import { clientSecret } from "./secrets.ts";
import { until } from "./wait.ts";
import { errorBody, eventId } from "./webhooks.ts";

/** What became of a delivery as its sender sees it: `unknown` is neither lost nor refused. */
export interface Fate {
  event: string;
  digest: Buffer;
  status: number | "unknown";
  ms: number;
}

export interface Shot extends Delivery {
  event: string;
}

/** Signed `error.created`, each of an event of its own, spread over so many issues. */
export function shots(count: number, issues = 20): Shot[] {
  return Array.from({ length: count }, (_, n) => {
    const event = eventId();
    return {
      event,
      ...signedDelivery({
        resource: "error",
        body: errorBody({ event, issue: String(9_000_000 + (n % issues)) }),
        secret: clientSecret,
      }),
    };
  });
}

const digestOf = (body: Buffer): Buffer => createHash("sha256").update(body).digest();

export async function sendOne(url: string, { event, body, headers }: Shot): Promise<Fate> {
  const began = performance.now();
  const answer = await fetch(`${url}/api/sentry/webhook`, {
    method: "POST",
    headers,
    body: new Uint8Array(body),
    signal: AbortSignal.timeout(10_000),
  }).catch(() => undefined);
  await answer?.arrayBuffer().catch(() => undefined);
  return { event, digest: digestOf(body), status: answer?.status ?? "unknown", ms: performance.now() - began };
}

/** Sends them all, so many at a time; `after` runs once when so many were answered. */
export async function sendAll(
  url: string,
  all: readonly Shot[],
  inFlight: number,
  after: Record<number, () => unknown> = {},
): Promise<Fate[]> {
  const fates: Fate[] = [];
  const waiting = [...all];
  const lane = async (): Promise<void> => {
    for (let shot = waiting.shift(); shot; shot = waiting.shift()) {
      const fate = await sendOne(url, shot);
      fates.push(fate);
      if (fate.status === "unknown")
        await until(
          "the web process to answer again",
          async () => (await fetch(`${url}/api/health`).catch(() => undefined))?.ok,
          60_000,
        );
      await after[fates.length]?.();
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return fates;
}

export const acknowledged = (fates: readonly Fate[]): Fate[] =>
  fates.filter(({ status }) => typeof status === "number" && status < 300);

/** Waits until nothing is left to do, then holds the line to its promises: nothing acknowledged is lost, nothing is doubled. */
export async function checkLine(db: Db, fates: readonly Fate[], limitMs = 300_000): Promise<void> {
  const kept = acknowledged(fates);
  await until(
    "every acknowledged delivery to be stored and done",
    async () => {
      const rows = await db.delivery.findMany({
        where: { digest: { in: kept.map(({ digest }) => new Uint8Array(digest)) } },
        select: { state: true },
      });
      return rows.length === kept.length && rows.every(({ state }) => state !== "accepted");
    },
    limitMs,
  );
  const rows = await db.delivery.findMany({ where: { digest: { in: kept.map(({ digest }) => new Uint8Array(digest)) } } });
  assert.deepEqual(new Set(rows.map(({ state }) => state)), new Set(["done"]));

  const reports = await db.report.findMany({
    where: { eventId: { in: kept.map(({ event }) => event) } },
    select: { eventId: true },
  });
  assert.equal(reports.length, kept.length, "one report an event");
  assert.equal(new Set(reports.map(({ eventId }) => eventId)).size, kept.length);

  const known = new Set(fates.map(({ event }) => event));
  for (const { eventId: event } of await db.report.findMany({ select: { eventId: true } }))
    assert.ok(event && known.has(event), "no report of what nobody sent");
  const issues = await db.issue.findMany();
  for (const { verdictId, sentryIssueId } of issues) assert.ok(verdictId, `issue ${sentryIssueId} has a standing verdict`);
  const counted = await db.signature.aggregate({ _sum: { occurrences: true } });
  assert.equal(counted._sum.occurrences, await db.report.count(), "each event was counted once");
}
