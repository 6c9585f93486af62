import type { Db } from "#lib/db/client.ts";
import { PolicyDocument } from "#lib/model/policy.ts";

/** Has every issue told at once on one channel, and on no other. */
export async function tellOn(db: Db, channel: "slack" | "hook"): Promise<void> {
  const document = PolicyDocument.parse({
    version: 1,
    hourly: 1000,
    channels: [
      { name: "slack", kind: "slack" },
      { name: "hook", kind: "webhook" },
    ],
    policies: [{ name: "everything", match: "*", groupBy: [], deadline: "0s", ladder: [{ after: "0s", to: [channel] }] }],
  });
  await db.policyVersion.upsert({
    where: { version: 1 },
    create: { version: 1, document, byName: "test" },
    update: { document },
  });
}
