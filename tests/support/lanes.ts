import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { run } from "node:test";
import { spec, type TestEvent } from "node:test/reporters";
import { patience } from "./patience.ts";

export interface Counts {
  passed: number;
  failed: number;
}

interface Options {
  /** Processes at once. */
  lanes: number;
  /** A file that takes longer is cut off; on a busy machine it has as much longer. */
  limitMs: number;
  /** Files that a process runs before another takes its place. */
  most: number;
  /** Ends all of it. */
  signal: AbortSignal;
}

const program = join(import.meta.dirname, "lane.ts");
const graceMs = 10_000;

/** What the runner says of each process once it ends. */
const sums = /^(?:tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) [\d.]+$/;

type Ended = Extract<TestEvent, { type: "test:pass" | "test:fail" }>;
const isEnd = (event: TestEvent): event is Ended => event.type === "test:pass" || event.type === "test:fail";
const isOfItsTests = ({ data }: Ended): boolean =>
  (data.details as { error?: { failureType?: string } }).error?.failureType === "subtestsFailed";

/** Which file a process is at, or was last. */
function placeOf(claims: string, name: string): { pid: number; n: number } | undefined {
  try {
    const [pid, n] = readFileSync(join(claims, `${name}.at`), "utf8")
      .split(" ")
      .map(Number);
    return pid === undefined || n === undefined ? undefined : { pid, n };
  } catch {
    return undefined; // it began none
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended meanwhile.
  }
}

/** Ends the process when it is at one file for too long, whatever keeps it there: the file itself, or what files left open. */
function watch(claims: string, name: string, limitMs: number): () => void {
  let last = { n: -1, since: performance.now(), limitMs };
  const timer = setInterval(() => {
    const place = placeOf(claims, name);
    if (place && place.n !== last.n) last = { n: place.n, since: performance.now(), limitMs };
    last.limitMs = Math.max(last.limitMs, patience(limitMs));
    if (place && performance.now() - last.since > last.limitMs + graceMs) end(place.pid);
  }, 500);
  return () => clearInterval(timer);
}

/** What a process told of a file, to be shown: of a process that was ended, what had begun is named after the file that it was at. */
function whole(events: readonly TestEvent[], file = "no file"): TestEvent[] {
  const of = ({ name, nesting }: { name: string; nesting: number }): string => `${nesting} ${name}`;
  const ends = events.filter(isEnd).map(({ data }) => of(data));
  const ended = new Set(ends);
  const open = events.flatMap(({ type, data }) => (type === "test:dequeue" && !ended.has(of(data)) ? [data.name] : []));
  const where = open[0] ? open.join(" › ") : `${file}, or what a file before it left open`;
  for (const event of events)
    if ((isEnd(event) || event.type === "test:start") && event.data.nesting === 0 && event.data.file === program)
      event.data.name = event.data.name === program ? where : event.data.name;
  return events.filter((event) => event.type !== "test:start" || ended.has(of(event.data)));
}

/** Runs test files in a few processes, in each one after the other, since most of a short file's time is loading. Each file is shown in one piece. */
export async function runFiles(files: readonly string[], { lanes, limitMs, most, signal }: Options): Promise<Counts> {
  const claims = mkdtempSync(join(tmpdir(), "verdict-lanes-"));
  const counts: Counts = { passed: 0, failed: 0 };
  const shown = new spec();
  shown.pipe(process.stdout, { end: false });

  /** Tests are those within the files; of what is around them only faults count that no test has. */
  function count(event: Ended): void {
    if (event.data.details.type === "suite" || (event.data.nesting === 0 && isOfItsTests(event))) return;
    if (event.type === "test:fail") counts.failed++;
    else if (event.data.nesting > 0) counts.passed++;
  }

  async function lane(name: string): Promise<boolean> {
    const stop = watch(claims, name, limitMs);
    let held: TestEvent[] = [];
    const events = run({ signal, files: [program], argv: [claims, name, String(most), String(limitMs), ...files] });
    for await (const event of events as AsyncIterable<TestEvent>) {
      if (event.type === "test:diagnostic" && sums.test(event.data.message)) continue;
      if (isEnd(event)) count(event);
      held.push(event);
      if (!isEnd(event) || event.data.nesting > 0) continue;
      for (const each of whole(held, files[placeOf(claims, name)?.n ?? -1])) shown.write(each);
      held = [];
    }
    stop();
    return placeOf(claims, name) !== undefined;
  }

  const left = (): string[] => files.filter((_, n) => !readdirSync(claims).includes(String(n)));
  await Promise.all(
    Array.from({ length: Math.min(lanes, files.length) }, async (_, at) => {
      for (let turn = 0; left().length > 0 && (await lane(`${at}-${turn}`)); turn++);
    }),
  );
  shown.end();
  await finished(shown);
  for (const file of left()) process.stdout.write(`${file} was not run\n`);
  counts.failed += left().length;
  rmSync(claims, { recursive: true });
  return counts;
}
