// Adds to package-lock.json the optional platform packages that the registry at hand does not carry, as a full registry would list them: without them `npm ci` refuses the lock file.
import { readFileSync, writeFileSync } from "node:fs";

const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
const systems = ["android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "aix", "win32"];
const cpus = ["arm64", "x64", "ia32", "ppc64", "riscv64", "s390x", "loong64", "wasm32", "arm"];
let added = 0;
for (const [path, entry] of Object.entries(lock.packages)) {
  const container = path.slice(0, Math.max(path.lastIndexOf("node_modules/"), 0));
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    const version = range.replace(/^[\^~]/, "");
    const own = `${path}/node_modules/${name}`;
    const beside = `${container}node_modules/${name}`;
    const seen = [own, beside, `node_modules/${name}`].find((place) => lock.packages[place]);
    if (seen && (lock.packages[seen].version === version || range !== version)) continue;
    const near = lock.packages[beside] ? own : beside;
    const words = name.split(/[-/]/);
    const os = systems.find((system) => words.includes(system));
    const cpu = cpus.find((kind) => words.includes(kind));
    if (!os && cpu !== "wasm32") {
      console.log("left out", name, range);
      continue;
    }
    const libc =
      os === "linux"
        ? words.some((word) => word.startsWith("musl"))
          ? "musl"
          : words.some((word) => word.startsWith("gnu"))
            ? "glibc"
            : undefined
        : undefined;
    lock.packages[near] = {
      version,
      cpu: [cpu ?? "x64"],
      ...(entry.dev && { dev: true }),
      ...(libc && { libc: [libc] }),
      optional: true,
      ...(os && { os: [os] }),
    };
    added++;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, "en")));
writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} added`);
