import { channelWorks } from "#lib/db/channels.ts";
import { type Tx, transaction } from "#lib/db/client.ts";
import { installationsTold } from "#lib/db/signals.ts";
import type { ChannelSpec } from "#lib/model/policy.ts";
import { ownSignature } from "#lib/model/signal.ts";
import { raiseEnd } from "./raise.ts";
import type { Tools } from "./tools.ts";

const endings = {
  channelWorks: (name: string) => `The channel ${name} works again.`,
  channelNew: (name: string) => `The channel ${name} was set anew.`,
} as const;

/** Ends what was told of a channel that was broken, and has it told of what reached nobody meanwhile. */
export async function endBreak(tools: Tools, tx: Tx, name: string, sentence: keyof typeof endings): Promise<void> {
  const [message, told] = [endings[sentence](name), { sentence, with: { channel: name } }];
  for (const installation of await installationsTold(tx, ownSignature("channel_broken", name)))
    await raiseEnd(tools, tx, { kind: "channel_broken", message, told, installation, key: name });
  await tools.queue.send(tx, "mended", { channel: name });
}

/** Notes that a channel took a message; whatever was wrong with it is over. */
export async function noteTaken(tools: Tools, spec: Pick<ChannelSpec, "name" | "kind">): Promise<void> {
  await transaction(tools.db, async (tx) => {
    const isMended = await channelWorks(tx, spec, tools.clock());
    if (isMended) await endBreak(tools, tx, spec.name, "channelWorks");
  });
}
