import { v7 as uuidv7 } from "uuid";
import { Report } from "#lib/model/report.ts";
import type { Db, Tx } from "./client.ts";
import type { Issue } from "./generated/client.ts";

export interface KeptReport {
  id: string;
  report: Report;
  /** False when an earlier delivery had told of this very event. */
  isNew: boolean;
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

/** One report per event: the first to claim the event's id writes it, into the report that an `issue.*` had opened if there is one. */
async function keepEvent(
  tx: Tx,
  issue: Issue,
  eventId: string,
  { report, signature, receivedAt }: ToldReport,
): Promise<KeptReport> {
  const open = await newestReport(tx, issue);
  const id = open && open.eventId === null ? open.id : uuidv7();
  const claimed = await tx.$queryRaw<{ reportId: string }[]>`
    INSERT INTO "ReportKey" ("installationId", "eventId", "reportId") VALUES (${issue.installationId}, ${eventId}, ${id}::uuid)
    ON CONFLICT ("installationId", "eventId") DO NOTHING RETURNING "reportId"`;
  if (claimed.length === 0) {
    const key = await tx.reportKey.findUniqueOrThrow({
      where: { installationId_eventId: { installationId: issue.installationId, eventId } },
    });
    return { id: key.reportId, report, isNew: false };
  }
  if (open && id === open.id) {
    const counts = {
      users: report.users ?? open.data.users,
      events: report.events ?? open.data.events,
      escalating: report.escalating || open.data.escalating,
      regressed: report.regressed || open.data.regressed,
    };
    const filled = { ...report, ...counts };
    await tx.report.update({
      where: { id },
      data: { eventId, data: filled, signature, titleSignature: open.signature === signature ? null : open.signature },
    });
    return { id, report: filled, isNew: true };
  }
  await tx.report.create({
    data: { id, installationId: issue.installationId, issueId: issue.id, eventId, signature, data: report, receivedAt },
  });
  return { id, report, isNew: true };
}

/** What an `issue.*` says joins the issue's newest report, with its newer counts, else opens one that the first event fills. */
async function keepTold(tx: Tx, issue: Issue, { report, signature, receivedAt, joinWithinMs }: ToldReport): Promise<KeptReport> {
  const known = await newestReport(tx, issue);
  if (known && (joinWithinMs === null || receivedAt.getTime() - known.receivedAt.getTime() <= joinWithinMs)) {
    const { users, events, escalating, regressed } = report;
    const joined = {
      ...known.data,
      users: users ?? known.data.users,
      events: events ?? known.data.events,
      escalating,
      regressed,
    };
    await tx.report.update({ where: { id: known.id }, data: { data: joined } });
    return { id: known.id, report: joined, isNew: false };
  }
  const id = uuidv7();
  await tx.report.create({
    data: { id, installationId: issue.installationId, issueId: issue.id, eventId: null, signature, data: report, receivedAt },
  });
  return { id, report, isNew: true };
}

export const keepReport = (tx: Tx, issue: Issue, told: ToldReport): Promise<KeptReport> =>
  told.report.eventId === null ? keepTold(tx, issue, told) : keepEvent(tx, issue, told.report.eventId, told);

/** Takes away a report that waited for an event which an older report turned out to have. */
export async function dropEmptyReport(tx: Tx, id: string, inFavourOf: string, delivery: string): Promise<void> {
  await tx.report.deleteMany({ where: { id, eventId: null } });
  await tx.issue.updateMany({ where: { reportId: id }, data: { reportId: inFavourOf } });
  await tx.delivery.updateMany({ where: { id: delivery }, data: { reportId: inFavourOf } });
}
