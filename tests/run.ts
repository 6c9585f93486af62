import { chmodSync, globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import pg from "pg";
import { startEmbedded } from "#lib/db/embedded.ts";
import { migrate } from "#lib/db/migrate.ts";
import { installQueues } from "#lib/queue/queue.ts";

/** Runs test files on one real PostgreSQL: `node tests/run.ts [--serial] [FILE or GLOB…]`. Ends with the line "N passed, N failed". */
const slow = ["tests/e2e/**", "tests/faults/**", "tests/bench/**"];
const args = process.argv.slice(2);
const serial = args.includes("--serial");
const wanted = args.filter((arg) => !arg.startsWith("--"));
const files = globSync(wanted.length > 0 ? wanted : ["tests/**/*.test.ts"], wanted.length > 0 ? {} : { exclude: slow });
if (files.length === 0) {
  console.error(`No test file matches ${wanted.join(" ")}`);
  process.exit(2);
}

/** A file that takes longer is cut off: one that starts Verdict and a browser has more time. */
const limitMs = files.some((file) => slow.some((glob) => file.startsWith(glob.replace("**", "")))) ? 600_000 : 180_000;

const dataDir = mkdtempSync(join(tmpdir(), "verdict-test-"));
chmodSync(dataDir, 0o755); // root runs PostgreSQL as another user
const server = await startEmbedded({
  dataDir,
  settings: ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200"],
});
for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => void server.stop().then(() => process.exit(1))); // it would outlive us
try {
  process.env.TEST_DATABASE_URL = server.url;
  process.env.NODE_COMPILE_CACHE = join(dataDir, "compiled"); // each file is a process that reads much the same modules
  await makeTemplate(server.url);
  const { passed, failed } = await runAll();
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
} finally {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

async function makeTemplate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("CREATE DATABASE verdict_template");
  await client.end();
  const template = Object.assign(new URL(url), { pathname: "/verdict_template" }).href;
  await migrate({
    url: template,
    now: new Date(),
    keepDeliveriesDays: 30,
    keepReportsDays: 90,
    and: () => installQueues(template),
  });
}

function runAll(): Promise<{ passed: number; failed: number }> {
  const counts = { passed: 0, failed: 0 };
  return new Promise((done) => {
    const tests = run({ files: files.sort(), concurrency: serial ? 1 : 2, timeout: limitMs });
    tests.on("test:pass", ({ details }) => void (details.type !== "suite" && counts.passed++));
    tests.on("test:fail", ({ details }) => void (details.type !== "suite" && counts.failed++));
    tests.on("end", () => done(counts));
    tests.compose(new spec()).pipe(process.stdout, { end: false });
  });
}
