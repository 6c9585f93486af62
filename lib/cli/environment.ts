import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Environment, root } from "./child.ts";

/** The environment, filled up from `.env` beside package.json as Next does for the pages: all roles must see the same. */
export function environment(): Environment {
  const file = join(root, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
  return process.env;
}
