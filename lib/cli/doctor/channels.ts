import { type ChannelRow, channelRows } from "#lib/db/channels.ts";
import { newestPolicies } from "#lib/db/policy-versions.ts";
import type { ChannelSecrets } from "#lib/model/channel.ts";
import { AppError } from "#lib/model/errors.ts";
import { ChannelKind, type ChannelSpec, PolicyDocument } from "#lib/model/policy.ts";
import { checkMailHost } from "#lib/outside/mail-host.ts";
import { checkTarget, outsideRequest } from "#lib/outside/request.ts";
import { environmentChannels } from "#lib/pipeline/environment-channels.ts";
import { addressesOf, type ChannelAt, openChannel, secretsOf } from "#lib/pipeline/open-channel.ts";
import type { Settings } from "#lib/pipeline/settings.ts";
import { type Check, fail, ok, warn } from "./check.ts";
import { databaseAtHand, keysAtHand } from "./llm.ts";

interface Found {
  at: ChannelAt;
  setBy: string;
  secrets: () => ChannelSecrets | null;
}

/** What the policies say of a stored channel: to whom it goes. */
const specsIn = (document: unknown): ChannelSpec[] => PolicyDocument.safeParse(document).data?.channels ?? [];

async function storedChannels(settings: Settings): Promise<{ rows: ChannelRow[]; specs: ChannelSpec[] }> {
  const nothing = { rows: [], specs: [] };
  const db = await databaseAtHand(settings);
  if (!db) return nothing;
  const look = async () => ({
    rows: [...(await channelRows(db)).values()],
    specs: specsIn((await newestPolicies(db))?.document),
  });
  return look()
    .catch(() => nothing)
    .finally(() => db.$disconnect());
}

/** What the environment sets, then what the settings page keeps, when the database answers. */
async function channelsAtHand(settings: Settings): Promise<Found[]> {
  const { rows, specs } = await storedChannels(settings);
  const isNamed = (name: string): boolean => specs.length === 0 || name === "retry" || specs.some((spec) => spec.name === name);
  const set = environmentChannels.filter(({ name, read }) => read(settings) !== null && isNamed(name));
  const specOf = (name: string, kind: ChannelKind): ChannelAt =>
    specs.find((spec) => spec.name === name && spec.kind === kind) ?? { name, kind };
  const stored = rows.flatMap((row) => {
    const kind = ChannelKind.safeParse(row.kind).data;
    return kind && row.sealed && !set.some(({ name }) => name === row.name) ? [{ row, at: specOf(row.name, kind) }] : [];
  });
  return [
    ...set.map(({ name, kind, setBy, read }) => ({ at: specOf(name, kind), setBy, secrets: () => read(settings) })),
    ...stored.map(({ row, at }) => ({
      at,
      setBy: "Settings → Channels",
      secrets: () => secretsOf({ settings, sealKeys: keysAtHand(settings) }, at, row),
    })),
  ];
}

/** The sentence of a fault that is the channel's; what is no such fault is thrown. */
function saidBy(error: unknown, address: string | undefined): string {
  if (error instanceof AppError) return `${error.message.replace(/\.$/, "")}.`;
  if (error instanceof Error && "code" in error)
    return `${URL.parse(address ?? "")?.hostname} cannot be found: is it spelt right?`;
  throw error;
}

/** What was found of a channel without posting anything. */
function found({ kind }: ChannelAt, isChecked: boolean, address: string | undefined): string {
  const then = "“send test” in the settings shows whether it takes messages";
  if (isChecked) return kind === "slack" ? `Slack knows the permission; ${then}` : `it answers and knows the permission; ${then}`;
  return address ? `its address may be reached; ${then}` : `its secrets are set; ${then}`;
}

async function checkOne(settings: Settings, { at, setBy, secrets: read }: Found): Promise<Check | null> {
  const policy = { allowPrivate: settings.ALLOW_PRIVATE_TARGETS };
  const request = (sent: Parameters<typeof outsideRequest>[1]) => outsideRequest(policy, sent);
  const name = `channel ${at.name}`;
  let address: string | undefined;
  try {
    const secrets = read();
    if (!secrets) return null;
    address = addressesOf(secrets)[0]?.address;
    if (address) await (address.startsWith("smtp") ? checkMailHost(policy, address) : checkTarget(policy, address));
    const channel = openChannel({ settings, request, clock: () => new Date() }, at, secrets);
    await channel.check?.();
    return ok(name, found(at, channel.check !== null, address));
  } catch (error) {
    return fail(name, `${saidBy(error, address)} (${setBy})`);
  }
}

/** Every channel that is set up; nothing is posted to any. */
export async function checkChannels(settings: Settings): Promise<Check[]> {
  const checks = await Promise.all((await channelsAtHand(settings)).map((channel) => checkOne(settings, channel)));
  const found = checks.filter((check) => check !== null);
  if (found.length > 0) return found;
  return [
    warn(
      "channels",
      "none is set up, so alerts appear on the pages alone: open Settings → Channels, or set SLACK_BOT_TOKEN and SLACK_CHANNEL, SLACK_WEBHOOK_URL, PAGERDUTY_ROUTING_KEY, SMTP_URL, TWILIO_ACCOUNT_SID or ALERT_WEBHOOK_URL.",
    ),
  ];
}
