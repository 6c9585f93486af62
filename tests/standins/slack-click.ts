import { createHmac } from "node:crypto";
import type { Posted, SlackStandIn } from "./slack.ts";

interface Control {
  type: string;
  action_id: string;
  value?: string;
  options?: { text: { text: string }; value: string }[];
}

/** The buttons and menus of a posted message. */
export const controlsOf = ({ blocks }: Pick<Posted, "blocks">): Control[] =>
  (blocks as { type: string; elements?: Control[] }[]).flatMap(({ type, elements = [] }) => (type === "actions" ? elements : []));

interface Clicking {
  /** The button's or menu's action, by the end of its name; and which choice of a menu. */
  action: string;
  choice?: string;
  user?: { id: string; username: string; name: string; team_id: string };
  at?: number;
}

/** What Slack posts when somebody uses a control of a message that stands in the channel. */
export function clickOn(slack: SlackStandIn, posted: Posted, { action, choice, user, at = Date.now() }: Clicking): object {
  const control = controlsOf(posted).find(({ action_id: id }) => id.endsWith(action));
  if (!control) throw new Error(`the message has no ${action}`);
  const option = control.options?.find(({ text, value }) => text.text === choice || value.endsWith(` ${choice}`));
  if (control.options && !option) throw new Error(`the menu has no ${choice}`);
  const channel = { id: "C0STANDIN01", name: "alerts" };
  return {
    type: "block_actions",
    user: user ?? { id: "U0ANN", username: "ann", name: "ann", team_id: "T0STANDIN" },
    api_app_id: "A0STANDIN",
    token: "deprecated",
    container: { type: "message", message_ts: posted.ts, channel_id: channel.id, is_ephemeral: false },
    trigger_id: "1.2.3",
    team: { id: "T0STANDIN", domain: "standin" },
    enterprise: null,
    is_enterprise_install: false,
    channel,
    message: {
      type: "message",
      subtype: "bot_message",
      text: posted.text,
      ts: posted.ts,
      bot_id: "B0STANDIN",
      blocks: posted.blocks,
    },
    state: { values: {} },
    response_url: slack.responseUrl,
    actions: [
      {
        action_id: control.action_id,
        block_id: "b1",
        type: control.type,
        action_ts: (at / 1000).toFixed(6),
        ...(option ? { selected_option: option } : { value: control.value }),
      },
    ],
  };
}

interface Signing {
  secret: string;
  at?: number;
  contentType?: string;
}

/** The request as Slack sends it: a form with one field, signed over its raw bytes and the time. */
export function slackRequest(
  payload: unknown,
  { secret, at = Date.now(), contentType }: Signing,
): { headers: Record<string, string>; body: string } {
  const written = typeof payload === "string" ? payload : `payload=${encodeURIComponent(JSON.stringify(payload))}`;
  const timestamp = String(Math.floor(at / 1000));
  const signature = createHmac("sha256", secret).update(`v0:${timestamp}:${written}`).digest("hex");
  return {
    body: written,
    headers: {
      "content-type": contentType ?? "application/x-www-form-urlencoded",
      "x-slack-request-timestamp": timestamp,
      "x-slack-signature": `v0=${signature}`,
    },
  };
}
