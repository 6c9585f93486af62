import { z } from "zod";
import { slackActions } from "#lib/channels/slack-controls.ts";
import { oneLine } from "#lib/channels/text.ts";
import type { By } from "#lib/model/by.ts";
import { Category } from "#lib/model/taxonomy.ts";
import { uuid } from "#lib/model/uuid.ts";

const short = z.string().max(100);
const Payload = z.object({
  type: z.literal("block_actions"),
  user: z.object({ id: short.min(1), username: z.string().max(1000).nullish(), name: z.string().max(1000).nullish() }),
  channel: z.object({ id: short }).nullish(),
  container: z.object({ message_ts: short.nullish(), channel_id: short.nullish() }).nullish(),
  message: z.object({ ts: short }).nullish(),
  response_url: z.string().max(1000).nullish(),
  actions: z
    .array(
      z.object({
        action_id: z.string().max(255),
        action_ts: short.nullish(),
        value: z.string().max(2000).nullish(),
        selected_option: z.object({ value: z.string().max(2000) }).nullish(),
      }),
    )
    .max(25),
});
type Payload = z.infer<typeof Payload>;

export type Wish =
  | { kind: "acknowledge" }
  | { kind: "unacknowledge" }
  | { kind: "silence" }
  | { kind: "label"; category: Category };

/** A click on a message: what is wished of which incident, by whom, and where. */
export interface Click {
  wish: Wish;
  incident: string;
  by: By;
  /** Where the message stands, as its bot was told. */
  externalId: string;
  /** The same however often Slack, or somebody else, sends it. */
  key: string;
  responseUrl: string | null;
}

function wishOf({ action_id: id, value, selected_option: option }: Payload["actions"][number]): [Wish, string] | null {
  const [incident = "", word] = (option?.value ?? value ?? "").split(" ");
  if (!uuid.test(incident)) return null;
  if (id === slackActions.acknowledge) return [{ kind: "acknowledge" }, incident];
  if (id === slackActions.unacknowledge) return [{ kind: "unacknowledge" }, incident];
  if (id === slackActions.silence) return [{ kind: "silence" }, incident];
  const category = id === slackActions.label ? Category.safeParse(word) : null;
  return category?.success ? [{ kind: "label", category: category.data }, incident] : null;
}

const byOf = ({ id, name, username }: Payload["user"]): By => ({
  id: `slack:${oneLine(id, 100)}`,
  name: `${oneLine(name || username || id, 60)} (Slack)`,
});

/** What a payload asks for; null where it asks for nothing that we offer, `malformed` where it is none of Slack's. */
export function clickIn(form: string): Click | null | "malformed" {
  const written = new URLSearchParams(form).get("payload");
  if (written === null) return "malformed";
  let json: unknown;
  try {
    json = JSON.parse(written);
  } catch {
    return "malformed";
  }
  const kind = z.object({ type: z.string() }).safeParse(json);
  if (!kind.success) return "malformed";
  if (kind.data.type !== "block_actions") return null;
  const { data } = Payload.safeParse(json);
  const [action] = data?.actions ?? [];
  const found = action && wishOf(action);
  const place = data && {
    channel: data.channel?.id ?? data.container?.channel_id,
    ts: data.message?.ts ?? data.container?.message_ts,
  };
  if (!data || !found || !place?.channel || !place.ts) return null;
  const [wish, incident] = found;
  const externalId = `${place.channel}:${place.ts}`;
  const what = wish.kind === "label" ? `${wish.kind} ${wish.category}` : wish.kind;
  const key = `${externalId} ${what} ${data.user.id} ${action?.action_ts ?? ""}`.replaceAll("\0", "");
  return { wish, incident, by: byOf(data.user), externalId, key, responseUrl: data.response_url ?? null };
}
