import { type Answers, reply } from "#app/reply.ts";
import { away, type Readiness, readiness } from "#lib/db/readiness.ts";
import { type Tools, tools } from "#lib/pipeline/tools.ts";

export const dynamic = "force-dynamic";

const answers = {
  ready: { status: 200 },
  unready: { status: 503, headers: { "retry-after": "5" } },
} as const satisfies Answers<string>;
const patienceMs = 800;

/** A database that hangs counts as one that is away. */
async function inTime(found: Promise<Readiness>): Promise<Readiness> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Readiness>((resolve) => {
    timer = setTimeout(resolve, patienceMs, away);
  });
  return Promise.race([found, late]).finally(() => clearTimeout(timer));
}

/** States of parts and nothing else: no hosts, no texts of errors. */
function report(
  { installations, spool, settings, clock }: Tools,
  { schema, ...parts }: Readiness,
): { outcome: keyof typeof answers; body: object } {
  const kept = { spool: spool.fault() === null ? "ok" : "full" };
  const ready = Object.values({ ...parts, ...kept }).every((state) => state === "ok");
  const secret = installations.secrets(clock()).length > 0 ? "ok" : "missing"; // said, but people must be able to open the set-up page
  const body = {
    status: ready ? "ready" : "unready",
    parts: { ...parts, ...kept, sentry_secret: secret },
    ...(schema && { schema }),
    ...(settings.FAULT_POINTS && { fault_points: true }),
  };
  return { outcome: ready ? "ready" : "unready", body };
}

/** `GET /api/ready`: whether work sent here would be done; within a second, whatever the database does. */
export async function GET(): Promise<Response> {
  const here = tools();
  const { outcome, body } = report(here, await inTime(readiness(here.db)));
  return reply(answers[outcome], body);
}
