import {
  closeSync,
  createReadStream,
  existsSync,
  fdatasync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  write,
} from "node:fs";
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { z } from "zod";
import { type Arrival, DeliveryState } from "#lib/model/arrival.ts";
import { Busy } from "#lib/model/errors.ts";
import { isAlive, processMark } from "#lib/outside/process-mark.ts";

const flushToDisk = promisify(fdatasync);
const writeTo = promisify(write);

const base64 = z.base64().transform((text) => Buffer.from(text, "base64"));
const Line = z.object({
  id: z.uuid(),
  installationId: z.string(),
  resource: z.string(),
  action: z.string().nullable(),
  state: DeliveryState,
  error: z.string().nullable(),
  requestId: z.string().nullable(),
  skewSeconds: z.number().nullable(),
  digest: base64,
  issueId: z.string().nullable(),
  size: z.number(),
  sealed: base64,
  receivedAt: z.iso.datetime().transform((text) => new Date(text)),
});

export interface Spool {
  /** Durable on this machine when it resolves; throws Busy when the disk does not take it or the spool is full. */
  keep(arrival: Arrival): Promise<void>;
  /** Hands every kept arrival to `store`; what fails stays. Returns how many were handed over. */
  drain(store: (arrival: Arrival) => Promise<unknown>): Promise<number>;
  /** Why nothing can be kept; null while it can. */
  fault(): string | null;
  empty(): boolean;
  close(): void;
}

interface Options {
  folder: string;
  maxBytes: number;
  onBadLine: (file: string) => void;
}

const encode = (arrival: Arrival): string =>
  `${JSON.stringify({ ...arrival, digest: arrival.digest.toString("base64"), sealed: arrival.sealed.toString("base64") })}\n`;

/** An append-only file a process, flushed before the answer; files of processes that died are taken over. */
export function openSpool({ folder, maxBytes, onBadLine }: Options): Spool {
  const mark = processMark(process.pid);
  let current: { path: string; fd: number; size: number } | undefined;
  let serial = 0;
  let pending: { line: string; resolve: () => void; reject: (error: unknown) => void }[] = [];
  let writing: Promise<void> | undefined;
  let draining = false;
  let problem: string | null = null;

  const files = (): string[] => (existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".jsonl")) : []);
  const ours = (name: string): boolean => name.startsWith(`${mark}.`) || !isAlive(name.split(".")[0] ?? "");
  const size = (): number =>
    files().reduce((sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0), 0);

  function open(): { path: string; fd: number; size: number } {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, `${mark}.${Date.now()}-${serial++}.jsonl`);
    return { path, fd: openSync(path, "a", 0o600), size: 0 };
  }

  async function flush(): Promise<void> {
    while (pending.length > 0) {
      const batch = pending;
      pending = [];
      try {
        const bytes = Buffer.from(batch.map(({ line }) => line).join(""));
        if (size() + bytes.length > maxBytes) throw new Error("the spool is full");
        current ??= open();
        await append(current, bytes);
        problem = null;
        for (const { resolve } of batch) resolve();
      } catch (cause) {
        problem = cause instanceof Error ? cause.message : String(cause);
        for (const { reject } of batch) reject(new Busy("the delivery cannot be kept on disk", 5000, { cause }));
      }
    }
  }

  function flushSoon(): void {
    writing ??= flush().finally(() => {
      writing = undefined;
      if (pending.length > 0) flushSoon();
    });
  }

  async function drainFile(name: string, store: (arrival: Arrival) => Promise<unknown>): Promise<number> {
    const path = join(folder, name);
    let stored: Promise<unknown>[] = [];
    let count = 0;
    const bad: string[] = [];
    const settle = async (): Promise<void> => {
      const results = await Promise.all(stored);
      stored = [];
      count += results.length;
      const failure = results.find((result) => result instanceof Error);
      if (failure) throw failure;
    };
    for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
      const arrival = parse(line);
      if (arrival) stored.push(store(arrival).catch((error: Error) => error));
      else bad.push(line);
      if (stored.length >= 50) await settle();
    }
    await settle();
    if (bad.length > 0)
      await appendFile(join(folder, "spool.bad"), `${bad.join("\n")}\n`, { mode: 0o600 }).then(() => onBadLine(name));
    rmSync(path);
    return count;
  }

  return {
    keep: (arrival) =>
      new Promise((resolve, reject) => {
        pending.push({ line: encode(arrival), resolve, reject });
        flushSoon();
      }),
    async drain(store) {
      if (draining || files().length === 0) return 0;
      draining = true;
      try {
        while (writing) await writing;
        if (current) closeSync(current.fd);
        current = undefined;
        let count = 0;
        let failure: unknown;
        for (const name of files().filter(ours).sort())
          await drainFile(name, store).then(
            (drained) => {
              count += drained;
            },
            (error: unknown) => {
              failure ??= error;
            },
          );
        if (failure) throw failure;
        return count;
      } finally {
        draining = false;
      }
    },
    fault: () => problem,
    empty: () => files().length === 0,
    close: () => {
      if (current) closeSync(current.fd);
      current = undefined;
    },
  };
}

async function append(file: { fd: number; size: number }, bytes: Buffer): Promise<void> {
  try {
    for (let at = 0; at < bytes.length; ) at += (await writeTo(file.fd, bytes, at, bytes.length - at)).bytesWritten;
    await flushToDisk(file.fd);
    file.size += bytes.length;
  } catch (error) {
    ftruncateSync(file.fd, file.size); // no half line stays before the next one
    throw error;
  }
}

function parse(line: string): Arrival | undefined {
  try {
    return Line.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}
