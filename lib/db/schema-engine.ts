import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as engine from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

const root = join(import.meta.dirname, "..", "..");
const noFilters = { externalTables: [], externalEnums: [] };
let loaded = false;

function load(): void {
  if (loaded) return;
  const file = join(root, "node_modules/@prisma/schema-engine-wasm/schema_engine_bg.wasm");
  const module = new WebAssembly.Module(readFileSync(file));
  const instance = new WebAssembly.Instance(module, { "./schema_engine_bg.js": engine });
  engine.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  loaded = true;
}

/** Hands over an engine on a connection of its own, and closes that at once afterwards: it may hold the engine's lock. */
async function withEngine<T>(url: string, work: (schema: engine.SchemaEngine) => Promise<T>): Promise<T> {
  load();
  const pool = new pg.Pool({ connectionString: url, connectionTimeoutMillis: 5000, max: 2 });
  pool.on("error", () => undefined); // the statement that waits on the connection fails and says so
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg(pool));
  const schema = await engine.SchemaEngine.new({ datamodels: undefined }, () => undefined, adapter);
  try {
    return await work(schema);
  } finally {
    schema.free();
    await pool.end();
  }
}

function migrationsList(): engine.MigrationList {
  const baseDir = join(root, "prisma/migrations");
  const names = readdirSync(baseDir, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  const migrationDirectories = names.sort().map((name) => ({
    path: name,
    migrationFile: {
      path: "migration.sql",
      content: { tag: "ok" as const, value: readFileSync(join(baseDir, name, "migration.sql"), "utf8") },
    },
  }));
  return {
    baseDir,
    lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
    shadowDbInitScript: "",
    migrationDirectories,
  };
}

/** Applies what is missing, as `prisma migrate deploy` would; returns the names applied. */
export async function applyMigrations(url: string): Promise<string[]> {
  const input = { migrationsList: migrationsList(), filters: noFilters };
  return withEngine(url, async (schema) => (await schema.applyMigrations(input)).appliedMigrationNames);
}

/** The migrations of this release, oldest first. */
export const migrationNames = (): string[] => migrationsList().migrationDirectories.map(({ path }) => path);
