import { randomUUID } from "node:crypto";
import { z } from "zod";
import { signedWebhook } from "#lib/sentry/sample/webhook.ts";
import type { Planned } from "./day.ts";

const lanes = 24;
const Kept = z.object({ delivery: z.uuid() });

export interface Sent {
  delivery: string;
  at: Date;
}

interface Target {
  url: string;
  secret: string;
  signal: AbortSignal;
}

async function send({ url, secret, signal }: Target, { resource, body, at }: Planned): Promise<Sent> {
  const signed = signedWebhook({ resource, body, secret }, { id: randomUUID().replaceAll("-", ""), now: new Date() });
  const { "content-length": _, ...headers } = signed.headers;
  const reply = await fetch(`${url}/api/sentry/webhook`, { method: "POST", headers, body: new Uint8Array(signed.body), signal });
  if (!reply.ok) throw new Error(`a webhook of the demo was answered with ${reply.status}`);
  return { delivery: Kept.parse(await reply.json()).delivery, at };
}

/** Sends the webhooks through the real route, in their order, many at a time; tells under which id each is kept. */
export async function sendAll(target: Target, planned: readonly Planned[], progress: (done: number) => void): Promise<Sent[]> {
  const sent: Sent[] = [];
  const underWay = new Set<Promise<unknown>>();
  for (const one of planned) {
    if (one.resource !== "error") await Promise.all(underWay); // what is told of an issue comes after its events
    while (underWay.size >= lanes) await Promise.race(underWay);
    const going: Promise<unknown> = send(target, one).then((done) => {
      underWay.delete(going);
      sent.push(done);
      if (sent.length % 500 === 0) progress(sent.length);
    });
    underWay.add(going);
  }
  await Promise.all(underWay);
  return sent;
}
