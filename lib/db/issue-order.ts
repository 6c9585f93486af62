import { z } from "zod";
import { readCursor, writeCursor } from "./cursor.ts";
import { type Issue as IssueRow, Prisma } from "./generated/client.ts";

/** What stands before time in an order, largest first: in SQL, and as the row has it. */
const ranks = {
  last_seen: [],
  severity: [{ sql: Prisma.sql`-COALESCE(i."severityRank", 9)`, of: ({ severityRank }: IssueRow) => -(severityRank ?? 9) }],
  users: [{ sql: Prisma.sql`COALESCE(i."users", -1)`, of: ({ users }: IssueRow) => users ?? -1 }],
  events: [{ sql: Prisma.sql`COALESCE(i."events", -1)`, of: ({ events }: IssueRow) => events ?? -1 }],
} as const;
export type IssueSort = keyof typeof ranks;

const columnsOf = (sort: IssueSort): Prisma.Sql[] => [
  ...ranks[sort].map(({ sql }) => sql),
  Prisma.sql`i."lastSeen"`,
  Prisma.sql`i."id"`,
];

export const orderBy = (sort: IssueSort): Prisma.Sql => Prisma.join(columnsOf(sort).map((column) => Prisma.sql`${column} DESC`));

export const cursorAt = (sort: IssueSort, row: IssueRow): string =>
  writeCursor([sort, ranks[sort].map(({ of }) => of(row)), row.lastSeen, row.id]);

/** The condition, if any, for what comes after a cursor; throws BadInput when it is none of this order. */
export function after(sort: IssueSort, cursor: string | undefined): Prisma.Sql[] {
  if (cursor === undefined) return [];
  const shape = z.tuple([z.literal(sort), z.array(z.int32()).length(ranks[sort].length), z.iso.datetime(), z.uuid()]);
  const [, rank, lastSeen, id] = readCursor(shape, cursor);
  const values = [
    ...rank.map((value) => Prisma.sql`${value}::int`),
    Prisma.sql`${lastSeen}::timestamptz`,
    Prisma.sql`${id}::uuid`,
  ];
  return [Prisma.sql`(${Prisma.join(columnsOf(sort))}) < (${Prisma.join(values)})`];
}
