import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** `prisma generate` without the schema engine's binary, which is not on every registry and is not needed: any executable satisfies its check. */
const root = join(import.meta.dirname, "..", "..");
const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: "1" };
const { status } = spawnSync(process.execPath, [join(root, "node_modules/prisma/build/index.js"), "generate"], {
  cwd: root,
  env,
  stdio: ["ignore", "ignore", "inherit"],
});
process.exitCode = status ?? 1;
