import { join } from "node:path";
import { ConfigurationError } from "#lib/model/errors.ts";
import { readSettings, type Settings } from "#lib/pipeline/settings.ts";
import { announce } from "./announce.ts";
import { ensureBuild } from "./build.ts";
import { keepDatabase } from "./embedded.ts";
import { environment } from "./environment.ts";
import { type Lock, lockName, tryLock } from "./lock.ts";
import { bringUpSoon } from "./migrate.ts";
import { claimAddress } from "./port.ts";
import { leave } from "./program.ts";
import { type Role, startDevelopment, startWeb, startWorker } from "./roles.ts";
import { inSession, keepAll, type Session } from "./session.ts";

const portPatienceMs = 12_000; // the pages of a killed supervisor need as long to notice and to end

function lockFolder(folder: string, port: number): Lock {
  try {
    return tryLock(join(folder, lockName), port, new Date());
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new ConfigurationError(
      `DATA_DIR ${folder} cannot be written (${code}): change its owner, or set DATA_DIR to another folder.`,
      { cause },
    );
  }
}

/** Takes the folder for this process; returns whether a process that is no more held it. */
function takeFolder(session: Session, { DATA_DIR, PORT }: Settings): boolean {
  return session.add({ graceMs: 0, hurriedMs: 0 }, () => {
    const lock = lockFolder(DATA_DIR, PORT);
    if (lock.held) return { value: lock.tookOver, stop: async () => lock.release() };
    const { pid, since, port } = lock.by;
    throw new ConfigurationError(
      `Verdict already runs in ${DATA_DIR}: process ${pid}, since ${since}, on port ${port}. Stop it, or start another with its own folder: DATA_DIR=.data-2 PORT=… npm start`,
    );
  });
}

/** Starts everything and returns once it answers, or was told to stop. */
export async function begin(session: Session, dev: boolean): Promise<Role> {
  const asked = readSettings(environment());
  const tookOver = takeFolder(session, asked);
  const settings = await claimAddress(asked, tookOver ? portPatienceMs : 0);

  const [url] = await Promise.all([
    settings.DATABASE_URL ?? keepDatabase(session, settings.DATA_DIR),
    dev || ensureBuild(session),
  ]);
  const ready = await bringUpSoon(url, settings, session.signal);
  const role = { settings, url };
  keepAll(session, {
    web: async () => (dev ? startDevelopment(role) : startWeb(role)),
    worker: async () => {
      await ready.promise;
      session.signal.throwIfAborted();
      return startWorker(role);
    },
  });
  await announce(session, role, ready.promise);
  return role;
}

if (import.meta.main) await leave(inSession(async (session) => void (await begin(session, process.argv.includes("--dev")))));
