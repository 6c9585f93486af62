import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { beginTest, endTest, testSaid } from "#lib/db/channel-tests.ts";
import { channelRow } from "#lib/db/channels.ts";
import { noteTest } from "#lib/db/tests-made.ts";
import type { By } from "#lib/model/by.ts";
import { Busy, NotFound } from "#lib/model/errors.ts";
import { noteFault } from "./channel-fault.ts";
import { noteTaken } from "./channel-mended.ts";
import { specOf } from "./channels.ts";
import { testNotice } from "./notice.ts";
import { voiceOf } from "./notice-blank.ts";
import { type ChannelAt, openChannel, secretsOf } from "./open-channel.ts";
import type { Tools } from "./tools.ts";

const Tested = z.union([
  z.object({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), fault: z.string(), retryAfterSeconds: z.number().optional() }),
]);
export type Tested = z.infer<typeof Tested>;

const testsPerMinute = 5;
/** Longer than a test takes; how often to look whether it is over. */
const patienceMs = 60_000;
const lookMs = 50;

const isDigest = (name: string): Tested => ({ ok: false, fault: `${name} is a digest: test the channels that carry it.` });

async function send(tools: Tools, spec: ChannelAt): Promise<Tested> {
  try {
    const secrets = secretsOf(tools, spec, await channelRow(tools.db, spec.name));
    if (!secrets) return { ok: false, fault: "Its secrets are not set: save them first." };
    await openChannel(tools, spec, secrets).deliver(
      testNotice(tools.clock(), tools.settings.PUBLIC_URL, voiceOf(spec, tools.settings)),
    );
    await noteTaken(tools, spec);
    return { ok: true };
  } catch (error) {
    return { ok: false, fault: await noteFault(tools, spec, error) };
  }
}

/** What the test says that somebody else began, or that ended just now. */
async function outcome({ db }: Tools, name: string): Promise<Tested> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const said = Tested.safeParse(await testSaid(db, name));
    if (said.success) return said.data;
    if (performance.now() > deadline) throw new Busy(`The test of ${name} that was under way never ended`);
    await pause(lookMs);
  }
}

async function testOnce(tools: Tools, spec: ChannelAt, by: By): Promise<Tested> {
  const retryAfterSeconds = await noteTest(tools.db, { action: "channel.tested", target: spec.name, by }, testsPerMinute);
  if (retryAfterSeconds === null) return send(tools, spec);
  const fault = `There were ${testsPerMinute} tests of ${spec.name} within a minute: wait ${retryAfterSeconds} s.`;
  return { ok: false, fault, retryAfterSeconds };
}

/**
 * Sends a real message that says it is a test, and says exactly what went wrong. A success mends what was noted as broken. While a
 * test of the channel is under way, or when one ended after `since`, it sends none and says what that one said.
 */
export async function testChannel(tools: Tools, name: string, by: By, since: Date = tools.clock()): Promise<Tested> {
  const spec = await specOf(tools, name);
  if (!spec) throw new NotFound(`The policies name no channel ${name}.`);
  if (spec.kind === "digest") return isDigest(name);
  if (!(await beginTest(tools.db, spec, { now: tools.clock(), since }))) return outcome(tools, name);
  let said: Tested = { ok: false, fault: "The test ended before it was over." };
  try {
    said = await testOnce(tools, spec, by);
    return said;
  } finally {
    await endTest(tools.db, name, said, tools.clock());
  }
}
