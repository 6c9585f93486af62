import { type ChannelSecrets, secretsForm } from "#lib/model/channel.ts";
import { BadInput } from "#lib/model/errors.ts";
import type { ChannelKind } from "#lib/model/policy.ts";
import type { Answer } from "../answer.ts";

type Read = { ok: true; secrets: ChannelSecrets } | { ok: false; fields: Record<string, string> };

/** A form's fields as the secrets of a channel: of a Slack channel those of the way that was chosen. */
export function readSecrets(kind: ChannelKind, { way: _way, ...fields }: Readonly<Record<string, string>>): Read {
  const filled = Object.fromEntries(Object.entries(fields).filter(([, value]) => value.trim() !== ""));
  const parsed = secretsForm(kind, fields)?.safeParse(filled);
  if (parsed?.success) return { ok: true, secrets: parsed.data };
  const faults = (parsed?.error.issues ?? []).toReversed().map(({ path, message }) => {
    const name = String(path[0] ?? "");
    return [name, name in filled ? message.replace(/^./, (first) => first.toUpperCase()) : "missing"];
  });
  return { ok: false, fields: Object.fromEntries(faults) };
}

/** An address that may not be reached is said at its field. */
export function faultOfAddress(error: unknown): Answer {
  if (!(error instanceof BadInput) || error.faults.length === 0) throw error;
  return { ok: false, fields: Object.fromEntries(error.faults.map(({ path, message }) => [path, message])) };
}
