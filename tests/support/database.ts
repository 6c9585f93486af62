import { randomBytes } from "node:crypto";
import { after } from "node:test";
import pg from "pg";
import { connect, type Db } from "#lib/db/client.ts";

const server = process.env.TEST_DATABASE_URL;
if (!server) throw new Error("TEST_DATABASE_URL is not set: run the tests through `node tests/run.ts [FILE…]`");
const template = "verdict_template";

async function asAdmin(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

export interface OwnDatabase {
  url: string;
  db: Db;
}

/** A database of this test file's own, cloned from the migrated template, dropped when the file ends. */
export async function ownDatabase(): Promise<OwnDatabase> {
  const name = `t_${randomBytes(8).toString("hex")}`;
  await asAdmin(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`);
  const url = Object.assign(new URL(server as string), { pathname: `/${name}` }).href;
  const db = connect({ url, connections: 5, name: "verdict-test" });
  after(async () => {
    await db.$disconnect();
    await asAdmin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  });
  return { url, db };
}
