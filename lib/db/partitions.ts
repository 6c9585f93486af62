import type pg from "pg";

const tables = ["Delivery", "Report"] as const;
type Table = (typeof tables)[number];
const dayMs = 86_400_000;

/** The smallest uuid v7 of an instant: where a day's partition begins. */
function boundary(ms: number): string {
  const hex = ms.toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

const nameOf = (table: Table, ms: number): string => `${table}_${new Date(ms).toISOString().slice(0, 10).replaceAll("-", "")}`;

/**
 * Makes the partitions of yesterday to next week and drops those older than `keepDays`. A partition is made beside its table
 * and then attached, so that nobody who writes has to wait. The caller holds the lock that keeps two from doing it at once.
 */
export async function keepPartitions(client: pg.ClientBase, now: Date, keepDays: Record<Table, number>): Promise<void> {
  const today = Math.floor(now.getTime() / dayMs) * dayMs;
  for (const table of tables) {
    const { rows } = await client.query<{ name: string }>(
      `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = $1::regclass`,
      [`"${table}"`],
    );
    const known = new Set(rows.map(({ name }) => name.replaceAll('"', "")));
    for (let day = today - dayMs; day <= today + 7 * dayMs; day += dayMs) {
      if (!known.has(nameOf(table, day))) await attach(client, table, day);
    }
    const oldest = nameOf(table, today - keepDays[table] * dayMs);
    for (const name of known) {
      if (/_\d{8}$/.test(name) && name < oldest) await client.query(`DROP TABLE "${name}"`);
    }
  }
}

async function attach(client: pg.ClientBase, table: Table, day: number): Promise<void> {
  const name = nameOf(table, day);
  const [from, to] = [boundary(day), boundary(day + dayMs)];
  const { rowCount } = await client.query(`SELECT 1 FROM "${table}_default" WHERE id >= $1 AND id < $2 LIMIT 1`, [from, to]);
  if (rowCount) return; // its rows already lie in the default partition, and stay there
  await client.query(`CREATE TABLE IF NOT EXISTS "${name}" (LIKE "${table}" INCLUDING DEFAULTS)`);
  await client.query(`ALTER TABLE "${table}" ATTACH PARTITION "${name}" FOR VALUES FROM ('${from}') TO ('${to}')`);
}
