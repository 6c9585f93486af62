import { spawnSync } from "node:child_process";
import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { answersTo } from "#lib/cli/answer.ts";
import { localJudge } from "#lib/cli/judge.ts";
import { median } from "./load.ts";

const judge = localJudge("en");
const files = ["llm", "general", "more"].map((name) => new URL(`../corpus/${name}.jsonl`, import.meta.url));
const seen = files.flatMap((file) => readFileSync(file, "utf8").trim().split("\n"));

/** The lines of the corpora, every number of two digits or more but a status turned into another, so that none comes twice. */
function freshLines(count: number): string[] {
  let state = 7;
  const digit = (): string => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return String((state >>> 16) % 10);
  };
  const other = (digits: string): string => (/^[45]\d\d$/.test(digits) ? digits : Array.from(digits, digit).join(""));
  return Array.from({ length: count }, (_, at) => {
    const line = JSON.parse(seen[(at * 7919) % seen.length] ?? "{}") as { message: string };
    return JSON.stringify({ ...line, id: at, message: `${line.message.replaceAll(/\d{2,}/g, other)} (${at})` });
  });
}

/** Milliseconds of this process's own time a line, so that a busy machine matters less. */
async function perLine(lines: readonly string[], work: (line: string) => unknown): Promise<number> {
  const before = process.cpuUsage();
  for (const line of lines) await work(line);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / lines.length;
}

const line = async (text: string): Promise<string> => JSON.stringify(await answersTo([{ number: 1, text }], judge));
const least = (text: string): string => hash("sha256", JSON.stringify(JSON.parse(text)), "hex");

interface LocalLine {
  /** Milliseconds an event, on one core. */
  perEvent: number;
  /** How many times as long as to read the line and hash it. */
  ratio: number;
}

/** From a line of JSONL to the line with its verdict: redacted, signed, judged by rules and the local model. */
export async function localLine(rounds: number): Promise<LocalLine> {
  const lines = freshLines(4000);
  await perLine(lines, line); // compiled before it is measured
  await perLine(lines, least);
  const runs: { own: number; base: number }[] = [];
  for (let round = 0; round < rounds; round++) runs.push({ base: await perLine(lines, least), own: await perLine(lines, line) });
  return { perEvent: median(runs.map(({ own }) => own)), ratio: median(runs.map(({ own, base }) => own / base)) };
}

const program = fileURLToPath(new URL("../../lib/cli/verdict.ts", import.meta.url));

function quickest(times: number, args: readonly string[]): number {
  const took = Array.from({ length: times }, () => {
    const began = performance.now();
    spawnSync(process.execPath, args, { input: '{"message":"connect ECONNREFUSED 10.0.0.1:5432"}\n' });
    return performance.now() - began;
  });
  return Math.min(...took);
}

/** Milliseconds from nothing to one verdict on the command line, and to nothing at all in a bare Node. */
export const coldStart = (): { own: number; bare: number } => ({
  own: quickest(7, [program, "classify", "--tier", "local"]),
  bare: quickest(7, ["--eval", "0"]),
});
