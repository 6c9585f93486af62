import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Send } from "#lib/channels/channel.ts";
import { webhook } from "#lib/channels/webhook.ts";
import { Busy } from "#lib/model/errors.ts";
import { outsideRequest } from "#lib/outside/request.ts";
import { startReceiver } from "../standins/webhook-receiver.ts";
import { sampleNotice } from "../support/notices.ts";

const secret = `whsec_${Buffer.from("a secret of at least 24 bytes!").toString("base64")}`;
const send: Send = (request) => outsideRequest({ allowPrivate: ["127.0.0.0/8"] }, request);

async function answered(lateMs: number): Promise<string | null> {
  const receiver = await startReceiver({ secret });
  after(() => receiver.close());
  receiver.script({ late: lateMs });
  return webhook({ url: receiver.url, secret, send, clock: () => new Date() }).deliver(sampleNotice());
}

test("a webhook's answer after 29 s counts, one after 31 s does not", { timeout: 60_000 }, async () => {
  const [soon, late] = await Promise.allSettled([answered(29_000), answered(31_000)]);
  assert.equal(soon.status, "fulfilled");
  assert.ok(late.status === "rejected" && late.reason instanceof Busy && /within 30 s/.test(late.reason.message), String(late));
});
