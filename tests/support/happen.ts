import { PolicyDocument } from "#lib/model/policy.ts";
import type { SignalKind } from "#lib/model/signal.ts";
import type { Subject } from "#lib/model/subject.ts";
import type { Tools } from "#lib/pipeline/tools.ts";
import { dueAll, routeAll } from "./route.ts";
import { raiseMany } from "./signals.ts";

type Given = Parameters<typeof PolicyDocument.parse>[0];

/** What happens to errors by a document, with a clock that is moved: as workers would do it. */
export function happening(tools: Tools, clock: { pass: (ms: number) => void }) {
  const { db } = tools;
  return {
    /** Lets another document stand. */
    async rules(document: Given): Promise<void> {
      const data = PolicyDocument.parse(document);
      const newest = await db.policyVersion.aggregate({ _max: { version: true } });
      const version = (newest._max.version ?? 0) + 1;
      await db.policyVersion.create({ data: { version, document: data, byName: "test", at: tools.clock() } });
    },
    async signal(issue: string, subject: Partial<Subject> = {}, kind: SignalKind = "created"): Promise<void> {
      await raiseMany(tools, [{ issue, kind, subject }]);
      await routeAll(tools);
    },
    /** Lets time pass, and does what is due then. */
    async pass(ms: number): Promise<void> {
      clock.pass(ms);
      await dueAll(tools);
    },
    async incident(signature: string) {
      return db.incident.findFirstOrThrow({
        where: { subject: { path: ["signature"], equals: signature } },
        orderBy: { id: "desc" },
      });
    },
    /** `action reason` of each decision about an incident, in order. */
    async decisions(incidentId: string | null): Promise<string[]> {
      const rows = await db.decision.findMany({ where: { incidentId }, orderBy: { id: "asc" } });
      return rows.map(({ action, reason, step }) => [action, reason, ...(step === null ? [] : [step])].join(" "));
    },
    messages: (where: { incidentId?: string; channel?: string; digest?: string | null } = {}) =>
      db.message.findMany({ where, orderBy: { id: "asc" } }),
    /** As if the messages had gone. */
    async allSent(): Promise<void> {
      await db.message.updateMany({ where: { state: "queued" }, data: { state: "sent", posted: 1, externalId: "x" } });
    },
  };
}
