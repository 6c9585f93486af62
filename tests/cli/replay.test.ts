import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text as textOf } from "node:stream/consumers";
import { after, test } from "node:test";
import { stringify } from "yaml";
import { root } from "#lib/cli/child.ts";
import { PolicyDocument } from "#lib/model/policy.ts";
import { PolicyReplay } from "#lib/model/replay.ts";
import type { Tools } from "#lib/pipeline/tools.ts";
import { happening } from "../support/happen.ts";
import { startProgram } from "../support/start.ts";
import { movableClock, ownTools } from "../support/tools.ts";

const env = { SLACK_WEBHOOK_URL: "https://hooks.slack.com/services/T/B/x" };
const clock = movableClock(new Date(Date.now() - 6 * 3_600_000));
const own = await ownTools(env);
const tools: Tools = { ...own, clock: clock.now };
const world = happening(tools, clock);
const folder = mkdtempSync(join(tmpdir(), "verdict-policies-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const document = PolicyDocument.parse({
  version: 1,
  channels: [
    { name: "slack", kind: "slack" },
    { name: "pager", kind: "pagerduty" },
  ],
  policies: [{ name: "everything", match: "*", ladder: [{ after: "0s", to: ["slack"] }] }],
});
await world.rules(document);
for (const n of [1, 2]) await world.signal(`i${n}`, { signature: `s${n}`, severity: "high", type: "RateLimitError" });

function fileOf(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function replay(...args: string[]): Promise<{ status: string; out: string; err: string }> {
  const program = startProgram(
    "verdict.ts",
    { ...env, DATABASE_URL: tools.databaseUrl, DATA_DIR: own.dataDir, LOG_LEVEL: "silent" },
    ["replay", ...args],
  );
  const status = (await program.ended).replace("exit code ", "");
  return { status, out: program.out(), err: program.err() };
}

const same = fileOf("same.yaml", stringify(document));
const quiet = fileOf(
  "quiet.json",
  JSON.stringify({ ...document, policies: [{ ...document.policies[0], ladder: [{ after: "0s", to: ["pager"] }] }] }),
);

test("policies are replayed from a file of YAML or JSON, and the difference is told in a table", async () => {
  const unchanged = await replay("--policy", same, "--days", "7");
  assert.deepEqual([unchanged.status, unchanged.err], ["0", ""]);
  assert.match(unchanged.out, /^2 signals of the last 7 days/);
  assert.match(unchanged.out, /^all\s+2 → 2\s+0 → 0$/m);
  assert.match(unchanged.out, /Incidents told differently: none\n$/);
  const { id } = await world.incident("s1");
  const lost = await replay("--policy", quiet);
  assert.equal(lost.status, "0");
  assert.match(lost.out, /^everything\s+2 → 0\s+0 → 0\s+2 → 2$/m);
  assert.match(lost.out, /Incidents told differently: 2 lost, 0 later/);
  assert.match(lost.out, /^Not set up here, so that nothing reaches them: pager$/m);
  assert.match(lost.out, new RegExp(`lost\\s+high\\s+${id}\\s+\\S+ \\S+Z → never\\s+RateLimitError: boom`));
});

test("with --json the answer is that of the API", async () => {
  const { status, out } = await replay("--policy", quiet, "--days", "1", "--json");
  const answer = JSON.parse(out);
  assert.deepEqual([status, PolicyReplay.parse(answer)], ["0", answer]);
  assert.deepEqual([answer.messages, answer.unset], [{ before: 2, after: 0 }, ["pager"]]);
});

test("a wrong use is told from a failure, and both say what to do", async () => {
  const uses = [[], ["--policy", same, "--days", "91"], ["--policy", same, "more"]];
  for (const { status, out, err } of await Promise.all(uses.map((args) => replay(...args)))) {
    assert.deepEqual([status, out], ["2", ""]);
    assert.match(err, /Usage: verdict replay/);
  }
  const colour = { ...document, policies: [{ ...document.policies[0], match: "colour:red" }] };
  const files: [string, RegExp][] = [
    [join(folder, "none.yaml"), /none\.yaml cannot be read/],
    [fileOf("wrong.yaml", stringify(colour)), /wrong\.yaml:\d+: policies\[0\]\.match: /],
    [fileOf("text.yaml", "\t- a"), /text\.yaml: /],
  ];
  for (const [file, says] of files) {
    const { status, out, err } = await replay("--policy", file);
    assert.deepEqual([status, out], ["1", ""]);
    assert.match(err, says);
  }
});

test("the policies may come by stdin; all that is wrong with them is said at once, each fault at its line", async () => {
  const text =
    'version: 1\npolicies:\n  - name: a\n    match: "colour:red"\n    wait: 5x\n    ladder: [{ after: 0s, to: [x] }]\n';
  const { PATH } = process.env;
  const program = spawn(process.execPath, [join(root, "lib/cli/verdict.ts"), "replay", "--policy", "-"], {
    env: { PATH, DATABASE_URL: tools.databaseUrl, DATA_DIR: own.dataDir } as unknown as NodeJS.ProcessEnv,
  });
  program.stdin.end(text);
  const [said, [code]] = await Promise.all([textOf(program.stderr), once(program, "close")]);
  assert.equal(code, 1);
  const places = said.split("\n").map((line) => line.split(": ").slice(0, 2).join(" "));
  assert.deepEqual(
    new Set(places),
    new Set(["-:5 policies[0].wait", "-:4 policies[0].match", "-:6 policies[0].ladder[0].to[0]", ""]),
  );
});
