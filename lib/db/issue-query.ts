import { BadInput } from "#lib/model/errors.ts";
import { Severity, severityRank } from "#lib/model/taxonomy.ts";
import { globPieces } from "#lib/query/glob.ts";
import type { Comparison, Query, Term, Test } from "#lib/query/query.ts";
import { chosenForm } from "./client.ts";
import { Prisma } from "./generated/client.ts";
import { type Beside, type Column, columns, flags, message, tagColumn, type } from "./issue-columns.ts";

/** The issues `i` that a condition is asked of, with what it looks into: the verdict that stands `v`, the newest report `r`. */
export function issueSource(query: Query): Prisma.Sql {
  const beside = besideOf(query);
  const verdict = Prisma.sql`LEFT JOIN "Verdict" v ON v."id" = i."verdictId"`;
  // One report an issue, found by its key: only its own day's partition is opened.
  const report = Prisma.sql`LEFT JOIN LATERAL (SELECT "data" FROM "Report" WHERE "id" = i."reportId" LIMIT 1) r ON true`;
  const mark = query.kind === "all" ? Prisma.empty : Prisma.raw(chosenForm);
  return Prisma.sql`${mark} FROM "Issue" i ${beside.has("verdict") ? verdict : Prisma.empty} ${beside.has("report") ? report : Prisma.empty}`;
}

function besideOf(query: Query): Set<Beside> {
  if (query.kind === "all") return new Set();
  if (query.kind === "not") return besideOf(query.part);
  if (query.kind !== "term") return new Set(query.parts.flatMap((part) => [...besideOf(part)]));
  return new Set(query.field === "any" ? ["report"] : columnsOf(query).flatMap(({ beside }) => beside ?? []));
}

/** The condition in SQL: of issues from `issueSource`, those of which the query is true. Throws BadInput for what only single errors can be asked. */
export function issueQuerySql(query: Query, now: Date): Prisma.Sql {
  switch (query.kind) {
    case "all":
      return Prisma.sql`true`;
    case "not":
      return Prisma.sql`NOT ${issueQuerySql(query.part, now)}`;
    case "term":
      return termSql(query, now);
    default:
      return Prisma.sql`(${Prisma.join(
        query.parts.map((part) => issueQuerySql(part, now)),
        query.kind === "and" ? " AND " : " OR ",
      )})`;
  }
}

/** What is not known fulfils no term, so that its negation is true. */
function termSql(term: Term, now: Date): Prisma.Sql {
  const tests = term.tests.map((test) => (term.field === "any" ? anySql(test) : testSql(term, test, now)));
  return Prisma.sql`((${Prisma.join(tests, " AND ")}) IS TRUE)`;
}

/** A bare word may stand in the title and culprit as well. */
const anySql = (test: Test): Prisma.Sql =>
  Prisma.sql`(${Prisma.join(
    [Prisma.sql`i."title"`, Prisma.sql`i."culprit"`, message, type].map((place) => textSql(place, test)),
    " OR ",
  )})`;

function columnsOf({ field, tag, tests }: Term): Column[] {
  if (tag !== null) return [tagColumn(tag)];
  if (field !== "is") return columns[field] ? [columns[field]] : [];
  const words = tests.flatMap((test) => (test.kind === "words" ? test.words : test.kind === "known" ? Object.keys(flags) : []));
  return words.flatMap((word) => flags[word] ?? []);
}

function testSql(term: Term, test: Test, now: Date): Prisma.Sql {
  const found = columnsOf(term);
  const [column] = found;
  if (!column) throw new BadInput(`${term.written} cannot be asked of a list`);
  if (term.field === "is")
    return Prisma.sql`(${Prisma.join(
      found.map(({ sql }) => sql),
      " OR ",
    )})`;
  if (test.kind === "known") return Prisma.sql`NULLIF(${column.sql}::text, '') IS NOT NULL`;
  if (test.kind === "words") return wordsSql(term.field, column.sql, test.words);
  if (test.kind === "number") return compared(column.sql, test.op, Prisma.sql`${test.value}::float8`);
  if (test.kind === "truth") return Prisma.sql`${column.sql} = ${test.value}`;
  if (test.kind === "ago") return compared(column.sql, turned[test.op], instant(now.getTime() - test.ms));
  if (test.kind === "instant") return instantSql(column.sql, test);
  return textSql(column.sql, test);
}

const signs: Readonly<Record<Comparison, Prisma.Sql>> = {
  "=": Prisma.sql`=`,
  "<": Prisma.sql`<`,
  "<=": Prisma.sql`<=`,
  ">": Prisma.sql`>`,
  ">=": Prisma.sql`>=`,
};
/** Less long ago is later. */
const turned: Readonly<Record<Comparison, Comparison>> = { "=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<=" };

const compared = (column: Prisma.Sql, op: Comparison, value: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`${column} ${signs[op]} ${value}`;

/** Postgres knows no time before 4713 BC; nothing was seen before 1970. */
const instant = (ms: number): Prisma.Sql => Prisma.sql`${new Date(Math.max(0, ms)).toISOString()}::timestamptz`;

function wordsSql(field: string, column: Prisma.Sql, words: readonly string[]): Prisma.Sql {
  if (words.length === 0) return Prisma.sql`false`;
  const values = field === "severity" ? words.map((word) => severityRank(Severity.parse(word))) : words;
  return Prisma.sql`${column} IN (${Prisma.join([...values])})`;
}

function instantSql(column: Prisma.Sql, { op, from, until }: Extract<Test, { kind: "instant" }>): Prisma.Sql {
  if (op === "=") return Prisma.sql`${column} >= ${instant(from)} AND ${column} < ${instant(until)}`;
  if (op === ">") return compared(column, ">=", instant(until));
  return op === "<=" ? compared(column, "<", instant(until)) : compared(column, op, instant(from));
}

const escaped = (text: string): string => text.replace(/[\\%_]/g, String.raw`\$&`);

function textSql(column: Prisma.Sql, test: Test): Prisma.Sql {
  if (test.kind === "known") return Prisma.sql`NULLIF(${column}, '') IS NOT NULL`;
  if (test.kind !== "text") throw new BadInput("patterns are for policies; use words here");
  // What Postgres does not store, no row holds.
  if (test.text.includes("\0") || !test.text.isWellFormed()) return Prisma.sql`false`;
  const like = globPieces(test).map((piece) => (piece === "some" ? "%" : piece === "one" ? "_" : escaped(piece.text)));
  return Prisma.sql`NULLIF(${column}, '') ILIKE ${like.join("")}`;
}
