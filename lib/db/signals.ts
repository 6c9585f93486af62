import { v7 as uuidv7 } from "uuid";
import type { Signal } from "#lib/model/signal.ts";
import type { Tx } from "./client.ts";

/** Writes down a fact that may need telling; returns its id. */
export async function raiseSignal(tx: Tx, signal: Omit<Signal, "id">): Promise<string> {
  const id = uuidv7({ msecs: signal.at.getTime() });
  const { installation, kind, at, issue, verdict, subject, was, by } = signal;
  await tx.signal.create({
    data: {
      id,
      installationId: installation,
      kind,
      at,
      issueId: issue,
      verdictId: verdict,
      subject,
      ...(was && { was }),
      byName: by,
    },
  });
  return id;
}
