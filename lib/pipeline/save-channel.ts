import { addAudit } from "#lib/db/audit.ts";
import { channelRow, putSecrets } from "#lib/db/channels.ts";
import { transaction } from "#lib/db/client.ts";
import type { By } from "#lib/model/by.ts";
import { type ChannelState, secretsForm } from "#lib/model/channel.ts";
import { BadInput, Busy, ConfigurationError, NotFound, wrongAt } from "#lib/model/errors.ts";
import { readInput } from "#lib/model/read-input.ts";
import { checkMailHost } from "#lib/outside/mail-host.ts";
import { checkTarget } from "#lib/outside/request.ts";
import { endBreak } from "./channel-mended.ts";
import { stateOf } from "./channel-states.ts";
import { channelSpecs } from "./channels.ts";
import { fixedBy } from "./environment-channels.ts";
import { addressesOf, sealSecrets } from "./open-channel.ts";
import type { Tools } from "./tools.ts";

async function checkAddress({ settings }: Tools, { field, address }: ReturnType<typeof addressesOf>[number]): Promise<void> {
  const policy = { allowPrivate: settings.ALLOW_PRIVATE_TARGETS };
  try {
    await (address.startsWith("smtp") ? checkMailHost(policy, address) : checkTarget(policy, address));
  } catch (error) {
    if (error instanceof ConfigurationError || error instanceof Busy) throw wrongAt(field, `${error.message}.`);
    throw wrongAt(field, `${URL.parse(address)?.hostname ?? "the host"} cannot be found: is it spelt right?`);
  }
}

/** Keeps a channel's secrets, sealed; what was kept before is replaced. Throws NotFound, or BadInput naming what to write instead. */
export async function saveChannel(tools: Tools, name: string, given: unknown, by: By): Promise<ChannelState> {
  const spec = (await channelSpecs(tools)).find((each) => each.name === name);
  if (!spec) throw new NotFound(`The policies name no channel ${name}: add it there first.`);
  const form = secretsForm(spec.kind, given);
  if (!form) throw new BadInput(`${name} is a digest: it has no secrets, the channels that carry it have.`);
  const fixed = fixedBy(tools.settings, spec);
  if (fixed) throw new BadInput(`${name} is set by ${fixed.setBy}: change it there.`);
  const secrets = readInput(form, given);
  for (const address of addressesOf(secrets)) await checkAddress(tools, address);
  const now = tools.clock();
  await transaction(tools.db, async (tx) => {
    await putSecrets(tx, spec, sealSecrets(tools, name, secrets), now);
    await endBreak(tools, tx, name, "channelNew");
    await addAudit(tx, { by, action: "channel.saved", target: name, data: { kind: spec.kind, set: Object.keys(secrets) } });
  });
  return stateOf(tools, spec, (await channelRow(tools.db, name)) ?? undefined);
}
