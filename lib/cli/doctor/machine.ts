import { accessSync, constants, existsSync, statfsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { ConfigurationError } from "#lib/model/errors.ts";
import type { Settings } from "#lib/pipeline/settings.ts";
import { holderOf, lockName } from "../lock.ts";
import { claimAddress } from "../port.ts";
import { type Check, fail, ok, warn } from "./check.ts";

const oldestNode = [24, 0] as const;
const gigabyte = 1e9;

export function checkNode(version: string): Check {
  const [major = 0] = version.split(".").map(Number);
  return major >= oldestNode[0]
    ? ok("node", `Node ${version}`)
    : fail(
        "node",
        `Node ${version} is too old: start through npm (\`npm start\`, \`npm run …\`), which brings Node ${oldestNode[0]}, or after \`npm ci\` anew.`,
      );
}

/** The folder itself, or the nearest one above that exists and in which it would be made. */
function existing(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : existing(dirname(folder));
}

function canWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export function checkFolder({ DATA_DIR }: Settings): Check[] {
  const folder = resolve(DATA_DIR);
  const there = existing(folder);
  if (!canWrite(there))
    return [
      fail("folder", `DATA_DIR ${folder} cannot be written by this user: change its owner, or set DATA_DIR to another folder.`),
    ];
  const { bavail, bsize } = statfsSync(there);
  const free = bavail * bsize;
  const amount = `${(free / gigabyte).toFixed(1)} GB free`;
  const room =
    free < gigabyte / 5
      ? fail("disk", `${amount} below DATA_DIR: make room, the database stops soon.`)
      : free < 2 * gigabyte
        ? warn("disk", `${amount} below DATA_DIR: make room in time.`)
        : ok("disk", amount);
  return [
    ok("folder", there === folder ? `DATA_DIR ${folder} can be written` : `DATA_DIR ${folder} is made at the first start`),
    room,
  ];
}

/** The key that opens what is sealed: lost, raw deliveries and stored secrets cannot be read again. */
export function checkSealKey({ SEAL_KEY, DATA_DIR }: Settings): Check {
  if (SEAL_KEY) return ok("seal key", "from SEAL_KEY");
  const file = join(resolve(DATA_DIR), "seal.key");
  if (existsSync(file)) return ok("seal key", `in ${file}; keep a copy of it with your backups`);
  const used = existsSync(join(resolve(DATA_DIR), "spool")) || existsSync(join(resolve(DATA_DIR), "auth.secret"));
  return used
    ? fail("seal key", `${file} is missing: restore it from a backup, or what was sealed with it stays closed.`)
    : ok("seal key", "is made at the first start");
}

export async function checkPort(settings: Settings): Promise<Check> {
  const holder = holderOf(join(settings.DATA_DIR, lockName));
  if (holder?.port === settings.PORT)
    return ok("port", `Verdict runs on port ${settings.PORT} (process ${holder.pid}, since ${holder.since})`);
  try {
    await claimAddress(settings, 0);
    return ok("port", `port ${settings.PORT} is free`);
  } catch (error) {
    if (error instanceof ConfigurationError) return fail("port", error.message);
    throw error;
  }
}
