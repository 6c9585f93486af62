import { channelRows } from "#lib/db/channels.ts";
import type { ChannelSecrets } from "#lib/model/channel.ts";
import { ConfigurationError } from "#lib/model/errors.ts";
import type { ChannelKind } from "#lib/model/policy.ts";
import { channelSpecs } from "./channels.ts";
import { secretsOf } from "./open-channel.ts";
import type { Tools } from "./tools.ts";

/** What becomes of a call that the service behind a channel signs. */
export type SignedOutcome =
  | "done"
  | "ignored"
  | "forged"
  | "malformed"
  | "unsupportedType"
  | "unsupportedEncoding"
  | "tooLarge"
  | "cut";

/** The secrets of the document's channels of these kinds, by name; not those that cannot be opened. */
export async function secretsFor(
  tools: Tools,
  kinds: readonly ChannelKind[],
): Promise<{ id: string; secrets: ChannelSecrets }[]> {
  const [specs, rows] = await Promise.all([channelSpecs(tools), channelRows(tools.db)]);
  return specs.flatMap((spec) => {
    if (!kinds.includes(spec.kind)) return [];
    try {
      const secrets = secretsOf(tools, spec, rows.get(spec.name));
      return secrets ? [{ id: spec.name, secrets }] : [];
    } catch (error) {
      if (error instanceof ConfigurationError) return [];
      throw error;
    }
  });
}
