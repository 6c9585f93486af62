import type { Channel } from "#lib/channels/channel.ts";
import { addAudit } from "#lib/db/audit.ts";
import { type ChannelRow, channelRow, channelRows, channelWorks, putSecrets } from "#lib/db/channels.ts";
import { transaction } from "#lib/db/client.ts";
import { noteTest } from "#lib/db/tests-made.ts";
import type { By } from "#lib/model/by.ts";
import { type ChannelSecrets, ChannelState } from "#lib/model/channel.ts";
import { BadInput, Busy, ConfigurationError, NotFound } from "#lib/model/errors.ts";
import type { ChannelSpec } from "#lib/model/policy.ts";
import { readInput } from "#lib/model/read-input.ts";
import { checkTarget } from "#lib/outside/request.ts";
import { obeyedKinds } from "#lib/policy/obeyed.ts";
import { noteFault } from "./channel-fault.ts";
import { testNotice } from "./notice.ts";
import { addressesOf, environmentSecrets, openChannel, sealSecrets, secretsForm, secretsOf } from "./open-channel.ts";
import { currentPolicies } from "./policies.ts";
import type { Tools } from "./tools.ts";

const channelSpecs = async (tools: Tools): Promise<ChannelSpec[]> => (await currentPolicies(tools)).document.channels;

export async function specOf(tools: Tools, name: string): Promise<ChannelSpec | undefined> {
  return (await channelSpecs(tools)).find((spec) => spec.name === name);
}

/** A secret's end, for recognising it. */
const tail = (secret: string): string => `…${secret.slice(-4)}`;

function shownOf(secrets: ChannelSecrets | null): Record<string, string> {
  if (!secrets) return {};
  const given = Object.entries(secrets).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(given.map(([key, value]) => [key, key === "channel" ? value : tail(value)]));
}

function stateOf(tools: Tools, spec: ChannelSpec, row: ChannelRow | undefined): ChannelState {
  const now = tools.clock();
  let [secrets, fault]: [ChannelSecrets | null, string | null] = [null, row?.error ?? null];
  try {
    secrets = secretsOf(tools, spec, row);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    fault = `${error.message}; or save this channel's secrets again.`;
  }
  const paused = row?.pausedUntil && row.pausedUntil > now ? row.pausedUntil.toISOString() : null;
  const state = !secrets
    ? fault && row?.sealed
      ? "broken"
      : "unset"
    : row?.state === "broken"
      ? "broken"
      : paused
        ? "paused"
        : "ok";
  return ChannelState.parse({
    name: spec.name,
    kind: spec.kind,
    configured: secrets !== null,
    fixed: environmentSecrets(tools.settings, spec) !== null,
    state,
    error: state === "unset" ? null : fault,
    paused_until: paused,
    sent_at: row?.sentAt?.toISOString() ?? null,
    obeyed: obeyedKinds.includes(spec.kind),
    shown: shownOf(secrets),
  });
}

/** Every channel of the document, and how it fares. */
export async function channelStates(tools: Tools): Promise<ChannelState[]> {
  const [specs, rows] = await Promise.all([channelSpecs(tools), channelRows(tools.db)]);
  return specs.map((spec) => stateOf(tools, spec, rows.get(spec.name)));
}

/** The channel of this name; null when its kind is not built, its secrets are not set or the document has no such channel. */
export async function channelOf(tools: Tools, name: string): Promise<Channel | null> {
  const [spec, row] = await Promise.all([specOf(tools, name), channelRow(tools.db, name)]);
  const secrets = spec && obeyedKinds.includes(spec.kind) ? secretsOf(tools, spec, row) : null;
  return secrets && openChannel(tools, secrets);
}

/** The names of the channels that can be sent to. A broken one is among them: the next message tries it. */
export async function usableChannels(tools: Tools): Promise<ReadonlySet<string>> {
  const [specs, rows] = await Promise.all([channelSpecs(tools), channelRows(tools.db)]);
  const usable = specs.filter((spec) => {
    const row = rows.get(spec.name);
    const isSet = environmentSecrets(tools.settings, spec) ?? (row?.kind === spec.kind && row.sealed);
    return obeyedKinds.includes(spec.kind) && Boolean(isSet);
  });
  return new Set(usable.map(({ name }) => name));
}

/** The channel of this name, to be set. Throws NotFound, or BadInput when it cannot be set here. */
async function settable(tools: Tools, name: string): Promise<ChannelSpec> {
  const spec = await specOf(tools, name);
  if (!spec) throw new NotFound(`The policies name no channel ${name}: add it there first.`);
  if (!obeyedKinds.includes(spec.kind)) throw new BadInput(`Channels of the kind ${spec.kind} cannot be sent to yet.`);
  if (environmentSecrets(tools.settings, spec))
    throw new BadInput(
      `${name} is set by ${spec.kind === "slack" ? "SLACK_WEBHOOK_URL or SLACK_BOT_TOKEN" : "ALERT_WEBHOOK_URL"}: change it there.`,
    );
  return spec;
}

async function checkAddress(tools: Tools, address: string): Promise<void> {
  try {
    await checkTarget({ allowPrivate: tools.settings.ALLOW_PRIVATE_TARGETS }, address);
  } catch (error) {
    if (error instanceof ConfigurationError || error instanceof Busy) throw new BadInput(`${error.message}.`);
    throw new BadInput(`${URL.parse(address)?.hostname ?? "The host"} cannot be found: is it spelt right?`);
  }
}

/** Keeps a channel's secrets, sealed; what was kept before is replaced. Throws NotFound, or BadInput naming what to write instead. */
export async function saveChannel(tools: Tools, name: string, given: unknown, by: By): Promise<ChannelState> {
  const spec = await settable(tools, name);
  const secrets: ChannelSecrets = readInput(secretsForm(spec.kind, given), given);
  for (const address of addressesOf(secrets)) await checkAddress(tools, address);
  const now = tools.clock();
  await transaction(tools.db, async (tx) => {
    await putSecrets(tx, spec, sealSecrets(tools, name, secrets), now);
    await addAudit(tx, { by, action: "channel.saved", target: name, data: { kind: spec.kind, set: Object.keys(secrets) } });
  });
  const row = await channelRow(tools.db, name);
  return stateOf(tools, spec, row ?? undefined);
}

const testsPerMinute = 5;

export type Tested = { ok: true } | { ok: false; fault: string; retryAfterSeconds?: number };

/** Sends a real message that says it is a test, and says exactly what went wrong. A success mends what was noted as broken. */
export async function testChannel(tools: Tools, name: string, by: By): Promise<Tested> {
  const [spec, row] = await Promise.all([specOf(tools, name), channelRow(tools.db, name)]);
  if (!spec) throw new NotFound(`The policies name no channel ${name}.`);
  if (!obeyedKinds.includes(spec.kind)) return { ok: false, fault: `Channels of the kind ${spec.kind} cannot be sent to yet.` };
  const retryAfterSeconds = await noteTest(tools.db, { action: "channel.tested", target: name, by }, testsPerMinute);
  if (retryAfterSeconds !== null)
    return {
      ok: false,
      fault: `There were ${testsPerMinute} tests within a minute: wait ${retryAfterSeconds} s.`,
      retryAfterSeconds,
    };
  try {
    const secrets = secretsOf(tools, spec, row);
    if (!secrets) return { ok: false, fault: "Its secrets are not set: save them first." };
    await openChannel(tools, secrets).deliver(testNotice(tools.clock(), tools.settings.PUBLIC_URL));
    await channelWorks(tools.db, spec, tools.clock());
    return { ok: true };
  } catch (error) {
    return { ok: false, fault: await noteFault(tools, spec, error) };
  }
}
