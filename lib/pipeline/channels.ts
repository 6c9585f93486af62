import type { Channel } from "#lib/channels/channel.ts";
import { administratorAddresses, type ChannelRow, channelRow, channelRows } from "#lib/db/channels.ts";
import { administrators } from "#lib/model/channel.ts";
import { type ChannelKind, type ChannelSpec, isDirect } from "#lib/model/policy.ts";
import { environmentSecrets, sharedSecrets } from "./environment-channels.ts";
import { type ChannelAt, openChannel, receiversOf, secretsOf } from "./open-channel.ts";
import { currentPolicies } from "./policies.ts";
import type { Tools } from "./tools.ts";

/** What the environment brings along. */
export const retry: ChannelSpec = { name: "retry", kind: "retry-hook" };

/** The channels of the document, and the environment's retry hook where the document does not name it. */
export async function channelSpecs(tools: Tools): Promise<ChannelSpec[]> {
  const { channels } = (await currentPolicies(tools)).document;
  const isNamed = channels.some(({ name }) => name === retry.name);
  return isNamed || !environmentSecrets(tools.settings, retry) ? channels : [...channels, retry];
}

/** Mail to the administrators goes through the environment's server, else through that of the document's first mail channel that has one. */
async function toAdministrators(tools: Tools): Promise<ChannelAt> {
  const [to, specs, rows] = await Promise.all([administratorAddresses(tools.db), channelSpecs(tools), channelRows(tools.db)]);
  const mails = specs.filter(({ name, kind }) => kind === "email" && rows.get(name)?.sealed);
  const borrowed = () => {
    const own = sharedSecrets(tools.settings, "email");
    const [first] = mails;
    return own ?? (first ? secretsOf(tools, first, rows.get(first.name)) : null);
  };
  return { name: administrators, kind: "email", to, borrowed };
}

/** The channel of this name, whoever brought it along; undefined when there is none. */
export async function specOf(tools: Tools, name: string): Promise<ChannelAt | undefined> {
  if (name === administrators) return toAdministrators(tools);
  return (await channelSpecs(tools)).find((spec) => spec.name === name);
}

/** The channel of this name; null when its secrets are not set or there is no such channel. */
export async function channelOf(tools: Tools, name: string): Promise<Channel | null> {
  const [spec, row] = await Promise.all([specOf(tools, name), channelRow(tools.db, name)]);
  const secrets = spec && spec.kind !== "digest" ? secretsOf(tools, spec, row) : null;
  return spec && secrets ? openChannel(tools, spec, secrets) : null;
}

/** Whether a message could be sent to it now, as far as its secrets and receivers tell. */
function isUsable({ settings }: Pick<Tools, "settings">, spec: ChannelSpec, row: ChannelRow | undefined): boolean {
  const isSet =
    environmentSecrets(settings, spec) !== null ||
    (row?.kind === spec.kind && row.sealed !== null) ||
    sharedSecrets(settings, spec.kind) !== null;
  return isSet && receiversOf(settings, spec)?.length !== 0;
}

/**
 * The channels that can be sent to and their kinds; a digest when one that carries it can be. A broken one is among them: the next
 * message tries it. Retry hooks are told of failed calls, not of incidents. Of the document that stands, unless told `among` which.
 */
export async function usableChannels(tools: Tools, among?: readonly ChannelSpec[]): Promise<ReadonlyMap<string, ChannelKind>> {
  const [specs, rows] = await Promise.all([among ?? channelSpecs(tools), channelRows(tools.db)]);
  const direct = specs.filter((spec) => isDirect(spec.kind) && isUsable(tools, spec, rows.get(spec.name)));
  const names = new Set(direct.map(({ name }) => name));
  const digests = specs.filter(({ kind, to }) => kind === "digest" && to?.some((carrier) => names.has(carrier)));
  return new Map([...direct, ...digests].map(({ name, kind }) => [name, kind]));
}
