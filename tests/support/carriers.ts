import { after, beforeEach } from "node:test";
import { POST } from "#app/api/twilio/status/[channel]/[message]/route.ts";
import { carrier } from "#lib/pipeline/carrier.ts";
import { notify } from "#lib/pipeline/notify.ts";
import { stepFailed } from "#lib/pipeline/step-failed.ts";
import { tellUnreached } from "#lib/pipeline/tell-unreached.ts";
import { setTools, type Tools } from "#lib/pipeline/tools.ts";
import { jobs } from "#lib/queue/queue.ts";
import { startTwilio, type TwilioMessage } from "../standins/twilio.ts";
import { startReceiver } from "../standins/webhook-receiver.ts";
import { ownDoors } from "./doors.ts";
import { happening } from "./happen.ts";
import { dueAll, jobsOf, routeAll } from "./route.ts";
import { movableClock } from "./tools.ts";

const secret = "a plain secret of at least 24 characters";
export const [ann, bob] = ["+15005550001", "+15005550002"] as const;
/** What is said of the first of them when the telephone is away. */
export const away = "Twilio says 30003 of …0001: the telephone is off or away.";

const channels = [
  { name: "sms", kind: "sms" },
  { name: "both", kind: "sms", to: [ann, bob] },
  { name: "voice", kind: "voice" },
  { name: "hook", kind: "webhook" },
  { name: "pager", kind: "pagerduty" },
];

/** Text messages and calls through a Twilio that reports to our door, and a webhook beside them; each test begins anew. */
export async function carrierWorld() {
  const [twilio, receiver] = [await startTwilio(), await startReceiver({ secret: new Uint8Array(Buffer.from(secret)) })];
  after(() => Promise.all([twilio.close(), receiver.close()]));
  const clock = movableClock();
  const { tools: own, ask } = await ownDoors({
    PUBLIC_URL: "https://verdict.example",
    TWILIO_ACCOUNT_SID: twilio.accountSid,
    TWILIO_AUTH_TOKEN: twilio.authToken,
    TWILIO_FROM: twilio.from,
    TWILIO_TO: ann,
    TWILIO_API_URL: twilio.url,
    ALERT_WEBHOOK_URL: receiver.url,
    ALERT_WEBHOOK_SECRET: secret,
  });
  const tools: Tools = { ...own, clock: clock.now };
  setTools(tools);
  const { db } = tools;
  const world = happening(tools, clock);
  beforeEach(async () => {
    for (const standIn of [twilio, receiver]) standIn.forget();
    clock.pass(Date.now() - clock.now().getTime()); // the receiver verifies the time
    await db.channel.deleteMany();
    await db.$executeRaw`TRUNCATE "Message", "Signal", "Incident", "IncidentMember", "Decision", "IncidentAct", "DigestLine", "Gathering", pgboss.job`;
  });

  async function take(name: string): Promise<Record<string, unknown>[]> {
    const taken = await jobsOf(tools, name);
    await db.$executeRaw`DELETE FROM pgboss.job WHERE name = ${name}`;
    return taken.map(({ data }) => data);
  }

  /** Does once what waits in the queue; false when nothing does. */
  async function workOnce(): Promise<boolean> {
    await routeAll(tools);
    const queued = await db.message.findMany({ where: { state: "queued", nextAttemptAt: null }, orderBy: { id: "asc" } });
    for (const { id } of queued) await notify(tools, { message: id });
    const [said, failed, mended] = [await take("carrier"), await take("failed"), await take("mended")];
    for (const data of said) await carrier(tools, jobs.carrier.parse(data));
    for (const data of failed) await stepFailed(tools, { decision: String(data.decision) });
    for (const data of mended) await tellUnreached(tools, jobs.mended.parse(data));
    await dueAll(tools);
    return queued.length + said.length + failed.length + mended.length > 0;
  }
  async function work(): Promise<void> {
    for (let round = 0; round < 10 && (await workOnce()); round++);
  }

  return {
    ...{ twilio, tools, db, clock, world, ask, take, work },
    /** Each step of the ladder by its channels, a quarter of an hour apart. */
    rules: (...steps: string[][]) =>
      world.rules({
        version: 1 as const,
        hourly: 1000,
        channels,
        policies: [
          { name: "verdict itself", match: "signal:channel_broken", ladder: [{ after: "0s", to: ["hook"], urgency: "high" }] },
          {
            name: "all",
            match: "*",
            deadline: "0s",
            ladder: steps.map((to, n) => ({ after: `${n * 15}m`, to, urgency: "high" as const })),
          },
        ],
      }),
    /** Something happens, and is told: what Twilio took of it, and before. */
    async told(signature: string): Promise<TwilioMessage[]> {
      await world.signal(signature, { signature });
      await work();
      return [...twilio.received];
    },
    /** Twilio reports; what our door answers. */
    async report(of: TwilioMessage, status: string, more?: Parameters<typeof twilio.report>[2]): Promise<number> {
      return (await ask(POST, { method: "POST", as: null, ...twilio.report(of, status, more) })).status;
    },
    /** The messages of an incident: channel, state and what is said of it. */
    async messages(signature: string) {
      const { id } = await world.incident(signature);
      return (await world.messages({ incidentId: id })).map(({ channel, state, error }) => [channel, state, error]);
    },
    async channelState(name: string) {
      const row = await db.channel.findUniqueOrThrow({ where: { name } });
      return [row.state, row.error];
    },
  };
}
