import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { endOf, root } from "#lib/cli/child.ts";

/** A folder for data that the database's own user can enter too; gone, like the programs that work in it, after the test or the file that asks for it. */
export function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "verdict start "));
  chmodSync(folder, 0o755);
  after(async () => {
    await endAll([...running].flatMap(([program, env]) => (Object.values(env).includes(folder) ? [program] : [])));
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

export interface Program {
  pid: number;
  out: () => string;
  err: () => string;
  ended: Promise<string>;
  signal: (name: NodeJS.Signals) => void;
}

const running = new Map<Program, Record<string, string>>();
async function endAll(programs: readonly Program[]): Promise<void> {
  for (const program of programs) program.signal("SIGTERM");
  await Promise.all(programs.map(({ ended }) => ended));
}

/** Runs a program of lib/cli as npm does, with this environment alone; it does not outlive the test, or the file, that runs it. */
export function startProgram(file: string, env: Record<string, string>, args: readonly string[] = []): Program {
  const { PATH, HOME, NODE_COMPILE_CACHE } = process.env;
  const own = { PATH, HOME, ...(NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE }), ...env };
  const child = spawn(process.execPath, [join(root, "lib/cli", file), ...args], {
    cwd: root,
    env: own as unknown as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, err]: [string[], string[]] = [[], []];
  child.stdout.setEncoding("utf8").on("data", (text: string) => out.push(text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => err.push(text));
  const program: Program = {
    pid: child.pid!,
    out: () => out.join(""),
    err: () => err.join(""),
    ended: endOf(child),
    signal: (name) => void child.kill(name),
  };
  running.set(program, env);
  void program.ended.then(() => running.delete(program));
  after(() => endAll([program]));
  return program;
}

/** Every process that was given this folder, or works in it. */
export function processesOf(folder: string): { pid: number; command: string }[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const [command, environment] = [
          readFileSync(`/proc/${pid}/cmdline`, "utf8"),
          readFileSync(`/proc/${pid}/environ`, "utf8"),
        ];
        const theirs = Number(pid) !== process.pid && `${command}\0${environment}`.includes(folder);
        return theirs ? [{ pid: Number(pid), command: command.replaceAll("\0", " ") }] : [];
      } catch {
        return []; // gone meanwhile, or somebody else's
      }
    });
}
