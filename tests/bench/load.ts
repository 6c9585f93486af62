import { Pool } from "undici";
import { sign } from "#lib/sentry/verify.ts";
import { clientSecret } from "../support/secrets.ts";
import { errorBody, eventId } from "../support/webhooks.ts";

export interface Shot {
  method: "GET" | "POST";
  path: string;
  headers: Record<string, string>;
  body: Buffer | null;
}

export interface Result {
  perSecond: number;
  /** Milliseconds, ascending. */
  latencies: number[];
  statuses: Map<number, number>;
}

const marker = "0".repeat(32);
const model = Buffer.from(JSON.stringify(errorBody({ event: marker, issue: "77000001" })));
const markerAt = model.indexOf(marker);
const issueAt = model.indexOf("77000001");

/** A signed `error.created` that nobody has sent yet; `issue` spreads them over so many issues. */
export function webhook(issues = 1000): Shot {
  const body = Buffer.from(model);
  body.write(eventId(), markerAt);
  body.write(String(77_000_000 + Math.floor(Math.random() * issues)), issueAt);
  return {
    method: "POST",
    path: "/api/sentry/webhook",
    headers: {
      "content-type": "application/json",
      "sentry-hook-resource": "error",
      "sentry-hook-signature": sign(body, clientSecret),
    },
    body,
  };
}

export const nothing = (): Shot => ({ method: "GET", path: "/api/health", headers: {}, body: null });

/** As many as will go through so many connections in so many seconds. */
export async function saturate(url: string, shot: () => Shot, seconds: number, connections = 50): Promise<Result> {
  const end = performance.now() + seconds * 1000;
  return fire(url, connections, () => (performance.now() < end ? shot() : undefined));
}

/** Exactly so many, as fast as they go. */
export async function burst(url: string, shot: () => Shot, count: number, connections: number): Promise<Result> {
  let left = count;
  return fire(url, connections, () => (left-- > 0 ? shot() : undefined));
}

/** So many a second, each at its own time whether or not earlier ones were answered; latency counts from that time. */
export async function steadily(url: string, shot: () => Shot, perSecond: number, seconds: number): Promise<Result> {
  const pool = new Pool(url, { connections: 100 });
  const [latencies, statuses]: [number[], Map<number, number>] = [[], new Map()];
  const began = performance.now();
  const under: Promise<void>[] = [];
  for (let n = 0; n < perSecond * seconds; n++) {
    const due = began + (n * 1000) / perSecond;
    while (performance.now() < due) await new Promise((next) => setTimeout(next, Math.max(0, due - performance.now())));
    under.push(once(pool, shot(), due, latencies, statuses));
  }
  await Promise.all(under);
  await pool.close();
  return { perSecond, latencies: latencies.sort((a, b) => a - b), statuses };
}

async function once(
  pool: Pool,
  { method, path, headers, body }: Shot,
  from: number,
  latencies: number[],
  statuses: Map<number, number>,
): Promise<void> {
  const answer = await pool.request({ method, path, headers, body }).catch(() => undefined);
  await answer?.body.dump();
  latencies.push(performance.now() - from);
  const status = answer?.statusCode ?? 0;
  statuses.set(status, (statuses.get(status) ?? 0) + 1);
}

async function fire(url: string, connections: number, next: () => Shot | undefined): Promise<Result> {
  const pool = new Pool(url, { connections });
  const [latencies, statuses]: [number[], Map<number, number>] = [[], new Map()];
  const began = performance.now();
  const lane = async (): Promise<void> => {
    for (let shot = next(); shot; shot = next()) await once(pool, shot, performance.now(), latencies, statuses);
  };
  await Promise.all(Array.from({ length: connections }, lane));
  const seconds = (performance.now() - began) / 1000;
  await pool.close();
  return { perSecond: latencies.length / seconds, latencies: latencies.sort((a, b) => a - b), statuses };
}

export const percentile = (sorted: readonly number[], p: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil((p / 100) * sorted.length) - 1)] ?? Number.NaN;
export const median = (values: readonly number[]): number =>
  percentile(
    [...values].sort((a, b) => a - b),
    50,
  );
