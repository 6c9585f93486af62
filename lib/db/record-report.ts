import { v7 as uuidv7 } from "uuid";
import { Report } from "#lib/model/report.ts";
import type { Db, Tx } from "./client.ts";
import type { Issue } from "./generated/client.ts";

export interface KeptReport {
  id: string;
  report: Report;
  /** False when an earlier delivery had told of this very event. */
  isNew: boolean;
  /** It waits for an event to fill it. */
  isOpen: boolean;
  /** It was judged before by its title, and now has an event to be judged by. */
  isFilled?: boolean;
  /** What it is an occurrence of. */
  signature: string;
}

interface ToldReport {
  report: Report;
  signature: string;
  receivedAt: Date;
  /** Join what is known of the issue when it is younger than this; null joins whatever there is. */
  joinWithinMs: number | null;
}

type Row = {
  id: string;
  eventId: string | null;
  receivedAt: Date;
  signature: string;
  titleSignature: string | null;
  data: Report;
};

/** Null when it is unknown, or its day was dropped. */
export async function reportById(db: Db | Tx, id: string): Promise<Row | null> {
  const row = await db.report.findUnique({ where: { id } });
  return row && { ...row, data: Report.parse(row.data) };
}

/** The issue's newest report; null when it has none. */
export const newestReport = async (tx: Tx, { reportId }: Pick<Issue, "reportId">): Promise<Row | null> =>
  reportId ? reportById(tx, reportId) : null;

/** Claims the event and writes its report in one statement; false when somebody else's report has the event. */
async function createFor(
  tx: Tx,
  { installationId, id: issueId }: Issue,
  id: string,
  eventId: string,
  { report, signature, receivedAt }: ToldReport,
): Promise<boolean> {
  const made = await tx.$queryRaw<unknown[]>`
    WITH claimed AS (
      INSERT INTO "ReportKey" ("installationId", "eventId", "reportId") VALUES (${installationId}, ${eventId}, ${id}::uuid)
      ON CONFLICT ("installationId", "eventId") DO NOTHING RETURNING "reportId")
    INSERT INTO "Report" ("id", "installationId", "issueId", "eventId", "signature", "data", "receivedAt")
    SELECT "reportId", ${installationId}, ${issueId}::uuid, ${eventId}, ${signature}, ${JSON.stringify(report)}::jsonb, ${receivedAt} FROM claimed
    RETURNING "id"`;
  return made.length > 0;
}

/** Claims the event for the report that an `issue.*` opened, and fills it; null when somebody else's report has the event. */
async function fill(
  tx: Tx,
  { installationId }: Issue,
  open: Row,
  eventId: string,
  { report, signature }: ToldReport,
): Promise<Report | null> {
  const claimed = await tx.reportKey.createMany({ data: { installationId, eventId, reportId: open.id }, skipDuplicates: true });
  if (claimed.count === 0) return null;
  const { users, events, escalating, regressed } = open.data;
  const filled = {
    ...report,
    users: report.users ?? users,
    events: report.events ?? events,
    escalating: report.escalating || escalating,
    regressed: report.regressed || regressed,
  };
  const titleSignature = open.titleSignature ?? (open.signature === signature ? null : open.signature);
  await tx.report.update({ where: { id: open.id }, data: { eventId, data: filled, signature, titleSignature } });
  return filled;
}

/** One report per event: the first to claim the event's id writes it, into the report that an `issue.*` had opened if there is one. */
async function keepEvent(tx: Tx, issue: Issue, eventId: string, told: ToldReport): Promise<KeptReport> {
  const open = issue.reportOpen ? await newestReport(tx, issue) : null;
  if (open && open.eventId === null) {
    const filled = await fill(tx, issue, open, eventId, told);
    if (filled) return { id: open.id, report: filled, isNew: true, isOpen: false, isFilled: true, signature: told.signature };
  } else {
    const id = uuidv7();
    if (await createFor(tx, issue, id, eventId, told))
      return { id, report: told.report, isNew: true, isOpen: false, signature: told.signature };
  }
  const where = { installationId_eventId: { installationId: issue.installationId, eventId } };
  const { reportId } = await tx.reportKey.findUniqueOrThrow({ where });
  return { id: reportId, report: told.report, isNew: false, isOpen: issue.reportOpen, signature: told.signature };
}

/**
 * What an `issue.*` says joins the issue's newest report, with its newer counts, else opens one that the first event fills. Until
 * then the error is taken to be the one that was last seen in full: a title says less, and what a person said of it holds.
 */
async function keepTold(tx: Tx, issue: Issue, { report, signature, receivedAt, joinWithinMs }: ToldReport): Promise<KeptReport> {
  const known = await newestReport(tx, issue);
  const { users, events, escalating, regressed } = report;
  const joined = known && {
    ...known.data,
    users: users ?? known.data.users,
    events: events ?? known.data.events,
    escalating,
    regressed,
  };
  if (known && joined && (joinWithinMs === null || receivedAt.getTime() - known.receivedAt.getTime() <= joinWithinMs)) {
    await tx.report.update({ where: { id: known.id }, data: { data: joined } });
    return { id: known.id, report: joined, isNew: false, isOpen: known.eventId === null, signature: known.signature };
  }
  const id = uuidv7();
  const opened = joined ? { report: { ...joined, eventId: null }, signature: known.signature } : { report, signature };
  await tx.report.create({
    data: {
      id,
      installationId: issue.installationId,
      issueId: issue.id,
      eventId: null,
      signature: opened.signature,
      titleSignature: opened.signature === signature ? null : signature,
      data: opened.report,
      receivedAt,
    },
  });
  return { id, ...opened, isNew: true, isOpen: true };
}

export const keepReport = (tx: Tx, issue: Issue, told: ToldReport): Promise<KeptReport> =>
  told.report.eventId === null ? keepTold(tx, issue, told) : keepEvent(tx, issue, told.report.eventId, told);

/** Takes away a report that waited for an event which an older report turned out to have. */
export async function dropEmptyReport(tx: Tx, id: string, inFavourOf: string, delivery: string): Promise<void> {
  await tx.report.deleteMany({ where: { id, eventId: null } });
  await tx.issue.updateMany({ where: { reportId: id }, data: { reportId: inFavourOf, reportOpen: false } });
  await tx.delivery.updateMany({ where: { id: delivery }, data: { reportId: inFavourOf } });
}
