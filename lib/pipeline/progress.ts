import type { Progress } from "#lib/channels/channel.ts";
import type { Tx } from "#lib/db/client.ts";
import { keepProgress, noteOnMessage } from "#lib/db/message-progress.ts";
import type { Claimed } from "#lib/db/messages.ts";
import { redactText } from "#lib/report/redact.ts";
import type { Tools } from "./tools.ts";

export interface Kept extends Progress {
  /** Writes down, once the message counts as sent, to whom it did not go. */
  settle(tx: Tx): Promise<void>;
}

/** Keeps on a message's own row whom it has reached: the row outlives the process that sends it. */
export function progressOf({ db }: Pick<Tools, "db">, { id, externalId }: Pick<Claimed, "id" | "externalId">): Kept {
  let kept = externalId;
  const notes: string[] = [];
  return {
    get kept() {
      return kept;
    },
    async keep(reached) {
      await keepProgress(db, id, reached);
      kept = reached;
    },
    note: (sentence) => void notes.push(sentence),
    async settle(tx) {
      if (notes.length > 0) await noteOnMessage(tx, id, redactText(`${notes.join("; ").slice(0, 600)}.`));
    },
  };
}
