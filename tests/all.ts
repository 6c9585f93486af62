import { spawn } from "node:child_process";
import { join } from "node:path";
import { root } from "#lib/cli/child.ts";

/** What must pass before anything lands. Stops at the first step that fails; the last line counts tests, and one for each other step. */
interface Step {
  name: string;
  /** Scripts that are run on this Node, one after the other. */
  run: readonly (readonly string[])[];
  /** Whether the step itself prints how many tests passed. */
  counts?: boolean;
}

const tool = (path: string): string => join("node_modules", path);

const steps: readonly Step[] = [
  {
    name: "Types",
    run: [
      [tool("next/dist/bin/next"), "typegen"],
      [tool("typescript/bin/tsc"), "-p", ".", "--noEmit", "--incremental", "false"],
    ],
  },
  { name: "Format and lint", run: [[tool("@biomejs/biome/bin/biome"), "check", "--diagnostic-level=warn"]] },
  { name: "Unused files, exports and packages", run: [[tool("knip/bin/knip.js"), "--no-progress"]] },
  { name: "Architecture, unit and integration tests", run: [["tests/run.ts"]], counts: true },
  { name: "Build", run: [["lib/cli/build.ts"]] },
  { name: "Browser and start tests", run: [["tests/run.ts", "--serial", "tests/e2e/**/*.test.ts"]], counts: true },
];

interface Result {
  passed: number;
  failed: number;
}

/** Runs a script, shows what it prints and returns it with its status. */
function script(args: readonly string[]): Promise<{ status: number; output: string }> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const parts: string[] = [];
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    from.setEncoding("utf8").on("data", (text: string) => {
      parts.push(text);
      to.write(text);
    });
  }
  return new Promise((done) => child.once("close", (status) => done({ status: status ?? 1, output: parts.join("") })));
}

async function runStep({ run, counts }: Step): Promise<Result> {
  for (const args of run) {
    const { status, output } = await script(args);
    const counted = counts && /^(\d{1,9}) passed, (\d{1,9}) failed$/m.exec(output.slice(-200));
    if (counted) return { passed: Number(counted[1]), failed: Math.max(Number(counted[2]), status === 0 ? 0 : 1) };
    if (status !== 0) return { passed: 0, failed: 1 };
  }
  return { passed: 1, failed: 0 };
}

async function main(): Promise<number> {
  const total: Result = { passed: 0, failed: 0 };
  for (const step of steps) {
    const began = performance.now();
    process.stdout.write(`\n== ${step.name}\n`);
    const { passed, failed } = await runStep(step);
    total.passed += passed;
    total.failed += failed;
    process.stdout.write(
      `== ${step.name}: ${failed === 0 ? "passed" : "FAILED"} in ${Math.round((performance.now() - began) / 1000)} s\n`,
    );
    if (failed > 0) break;
  }
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
  return total.failed === 0 ? 0 : 1;
}

process.exitCode = await main();
