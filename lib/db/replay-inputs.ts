import pg from "pg";
import { Act } from "#lib/model/decision.ts";
import type { Recorded, RecordedAct, RecordedSignal } from "#lib/model/recorded.ts";
import { SignalKind, signalKinds } from "#lib/model/signal.ts";
import { emptySubject, type Subject } from "#lib/model/subject.ts";
import { anywhere } from "./anywhere.ts";
import { idAt } from "./id-at.ts";
import { columnOf, type Fields, sharedSubjects } from "./subject-column.ts";

/** What was recorded of one installation, from and before these times. */
export interface Period {
  installation: string;
  since: Date;
  until: Date;
  /** Fields of the errors that nobody asks for: they are left out. */
  without?: readonly (keyof Subject)[];
}

export interface Recordings {
  installations: (period: Pick<Period, "since" | "until">) => Promise<{ name: string; signals: number }[]>;
  /** In pages, in the order in which it was decided about; each is read as it is asked for. */
  inputs: (period: Period) => AsyncGenerator<Iterable<Recorded>>;
  /** Signals of whatever installation that were decided about since, in pages, the newest first. */
  newest: (since: Date) => AsyncGenerator<RecordedSignal[]>;
  close: () => Promise<void>;
}

const pageRows = 1000;
const asText = { getTypeParser: () => (text: string) => text };
type Row = (string | null)[];

const ms = (column: string): string => `(date_part('epoch', ${column}) * 1000)::bigint`;
const atMs = (text: string | null | undefined): Date => new Date(Number(text));

const kinds = new Map<string | null | undefined, SignalKind>(signalKinds.map((kind) => [kind, kind]));
const kindOf = (kind: string | null | undefined): SignalKind => kinds.get(kind) ?? SignalKind.parse(kind);

const names = Object.keys(emptySubject) as (keyof Subject)[];

/** A subject of an earlier release lacks what was not known then. */
function filled(subject: Partial<Subject>): Subject {
  return names.every((name) => subject[name] !== undefined) ? (subject as Subject) : { ...emptySubject, ...subject };
}

const parsed = (text: string): Subject => filled(JSON.parse(text) as Partial<Subject>);

/** Without its verdict, and with what stood before only where that was corrected: no policy asks for more. Rows are ours, written by a schema: parsing a hundred thousand of them once more would take longer than all else. */
function toSignal(
  [id, kind, at, issue, subject, by, routedAt, waiting, was]: Row,
  installation: string,
  subjectOf: (text: string) => Subject = parsed,
): RecordedSignal {
  return {
    kind: "signal",
    at: atMs(routedAt),
    waiting: waiting === "t",
    signal: {
      id: id ?? "",
      installation,
      kind: kindOf(kind),
      at: atMs(at),
      issue: issue ?? null,
      verdict: null,
      subject: subjectOf(subject ?? "{}"),
      was: was ? (JSON.parse(was) as RecordedSignal["signal"]["was"]) : null,
      by: by ?? null,
    },
  };
}

function toAct([at, act, by, id, policy, groupKey, issue]: Row): RecordedAct[] {
  const known = Act.safeParse(JSON.parse(act ?? "null"));
  if (!known.success) return [];
  const incident = { id: id ?? "", policy: policy ?? "", groupKey: groupKey ?? "", issue: issue ?? null };
  return [{ kind: "act", at: atMs(at), act: known.data, by: by ?? null, incident }];
}

const columnsWith = (subject: string): string =>
  `"id", "kind", ${ms(`"at"`)}, "issueId", ${subject}, "byName", ${ms(`"routedAt"`)}, "waiting", CASE WHEN "kind" = 'corrected' THEN "was" END`;
const signalsSql = (asked: Fields): string => `
  SELECT ${columnsWith(columnOf(asked))} FROM "Signal"
  WHERE "installationId" = $1 AND "routedAt" >= $2 AND "routedAt" < $3 AND ("routedAt", "id") > ($2, $4::uuid) ORDER BY "routedAt", "id" LIMIT ${pageRows}`;
const newestSql = `
  SELECT ${columnsWith('"subject"')} FROM "Signal" WHERE "id" < $1::uuid AND "id" >= $3::uuid AND "routedAt" >= $2 ORDER BY "id" DESC LIMIT ${pageRows}`;
const actsSql = `
  SELECT ${ms(`a."at"`)}, a."act", a."byName", i."id", i."policy", i."groupKey", i."issueId", a."id" FROM "IncidentAct" a JOIN "Incident" i ON i."id" = a."incidentId"
  WHERE a."installationId" = $1 AND a."at" >= $2 AND a."at" < $3 ORDER BY a."at", a."id"`;
const installationsSql = `
  SELECT "installationId", count(*) FROM "Signal" WHERE ${anywhere.sql} AND "routedAt" >= $1 AND "routedAt" < $2 GROUP BY 1 ORDER BY 1`;

/** What waited longer for its decision is none of the newest. */
const waitsMs = 86_400_000;
const firstId = "00000000-0000-0000-0000-000000000000";
const lastId = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** What happened in the same millisecond is told apart by the ids, which are ordered by time. */
function isBefore(act: Row | undefined, at: number, id: string): boolean {
  const actAt = Number(act?.[0]);
  return actAt < at || (actAt === at && (act?.[7] ?? "") < id);
}

type Ask = (name: string, text: string, values: unknown[]) => Promise<Row[]>;

/** The signals page by page; the next is read while one is worked on. */
async function* pagesOf(ask: Ask, { installation, since, until }: Period, asked: Fields): AsyncGenerator<Row[]> {
  const sql = signalsSql(asked);
  const page = (from: Date, after: string) => ask("signals", sql, [installation, from, until, after]);
  for (let next: Promise<Row[]> | null = page(since, firstId); next; ) {
    const rows: Row[] = await next;
    const last = rows.at(-1);
    next = last && rows.length === pageRows ? page(atMs(last[6]), last[0] ?? firstId) : null;
    next?.catch(() => undefined);
    yield rows;
  }
}

async function* inputsOf(ask: Ask, period: Period): AsyncGenerator<Iterable<Recorded>> {
  const { installation, since, until, without = [] } = period;
  const asked = names.filter((name) => !without.includes(name));
  const acts = await ask("acts", actsSql, [installation, since, until]);
  const subjectOf = sharedSubjects(asked);
  let given = 0;
  function* together(rows: readonly Row[]): Generator<Recorded> {
    for (const row of rows) {
      const begin = given;
      while (given < acts.length && isBefore(acts[given], Number(row[6]), row[0] ?? "")) given++;
      if (given > begin) yield* acts.slice(begin, given).flatMap(toAct);
      yield toSignal(row, installation, subjectOf);
    }
  }
  for await (const rows of pagesOf(ask, period, asked)) yield together(rows);
  yield acts.slice(given).flatMap(toAct);
}

async function* newestOf(ask: Ask, since: Date): AsyncGenerator<RecordedSignal[]> {
  const oldest = idAt(since.getTime() - waitsMs);
  for (let before: string | null = lastId; before; ) {
    const rows = await ask("newest", newestSql, [before, since, oldest]);
    before = rows.length === pageRows ? (rows.at(-1)?.[0] ?? null) : null;
    yield rows.map((row) => toSignal(row, ""));
  }
}

/** Reads on a connection of its own, as plainly as can be. */
export async function openRecordings(url: string): Promise<Recordings> {
  const client = new pg.Client({
    connectionString: url,
    application_name: "verdict-replay",
    connectionTimeoutMillis: 5000,
    query_timeout: 20_000,
    options: "-c statement_timeout=15000",
  });
  client.on("error", () => undefined); // the statement that waits says what went wrong
  await client.connect();
  const ask: Ask = async (name, text, values) =>
    (await client.query<Row>({ name, text, values, rowMode: "array", types: asText })).rows;
  return {
    inputs: (period) => inputsOf(ask, period),
    newest: (since) => newestOf(ask, since),
    installations: async ({ since, until }) =>
      (await ask("installations", installationsSql, [since, until])).map(([name, count]) => ({
        name: name ?? "",
        signals: Number(count),
      })),
    close: () => client.end(),
  };
}
