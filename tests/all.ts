import { spawn } from "node:child_process";
import { join } from "node:path";
import { root } from "#lib/cli/child.ts";

/** What must pass before anything lands. Stops after the steps of which one fails; the last line counts tests, and one for each other step. */
interface Step {
  name: string;
  /** Scripts that are run on this Node, one after the other. */
  run: readonly (readonly string[])[];
  /** Whether the step itself prints how many tests passed. */
  counts?: boolean;
}

const tool = (path: string): string => join("node_modules", path);

/** Those of a row run at once. */
const steps: readonly (readonly Step[])[] = [
  [
    {
      name: "Types",
      run: [
        [tool("next/dist/bin/next"), "typegen"],
        [tool("typescript/bin/tsc"), "-p", ".", "--noEmit", "--incremental", "false"],
      ],
    },
    { name: "Format and lint", run: [[tool("@biomejs/biome/bin/biome"), "check", "--diagnostic-level=warn"]] },
    { name: "Unused files, exports and packages", run: [[tool("knip/bin/knip.js"), "--no-progress"]] },
  ],
  [{ name: "Architecture, unit and integration tests", run: [["tests/run.ts"]], counts: true }],
  [{ name: "Build", run: [["lib/cli/build.ts"]] }],
  [{ name: "Browser and start tests", run: [["tests/run.ts", "--serial", "tests/e2e/**/*.test.ts"]], counts: true }],
];

interface Result {
  passed: number;
  failed: number;
}

/** Runs a script, shows what it prints, and returns it with its status. */
function script(args: readonly string[], show: (text: string) => void): Promise<{ status: number; output: string }> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const parts: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      parts.push(text);
      show(text);
    });
  return new Promise((done) => child.once("close", (status) => done({ status: status ?? 1, output: parts.join("") })));
}

async function runStep({ run, counts }: Step, show: (text: string) => void): Promise<Result> {
  for (const args of run) {
    const { status, output } = await script(args, show);
    const counted = counts && /^(\d{1,9}) passed, (\d{1,9}) failed$/m.exec(output.slice(-200));
    if (counted) return { passed: Number(counted[1]), failed: Math.max(Number(counted[2]), status === 0 ? 0 : 1) };
    if (status !== 0) return { passed: 0, failed: 1 };
  }
  return { passed: 1, failed: 0 };
}

/** Shows a step as it goes when it runs alone, else in one piece. */
async function shownStep(step: Step, alone: boolean): Promise<Result> {
  const began = performance.now();
  const held: string[] = [];
  const show = (text: string): void => void (alone ? process.stdout.write(text) : held.push(text));
  show(`\n== ${step.name}\n`);
  const result = await runStep(step, show);
  const seconds = Math.round((performance.now() - began) / 1000);
  show(`== ${step.name}: ${result.failed === 0 ? "passed" : "FAILED"} in ${seconds} s\n`);
  process.stdout.write(held.join(""));
  return result;
}

async function main(): Promise<number> {
  const total: Result = { passed: 0, failed: 0 };
  for (const row of steps) {
    for (const { passed, failed } of await Promise.all(row.map((step) => shownStep(step, row.length === 1)))) {
      total.passed += passed;
      total.failed += failed;
    }
    if (total.failed > 0) break;
  }
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
  return total.failed === 0 ? 0 : 1;
}

process.exitCode = await main();
