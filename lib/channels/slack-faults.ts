import { type AppError, BadInput, Busy } from "#lib/model/errors.ts";
import type { BrokenWhy } from "#lib/model/own-told.ts";
import { Broken } from "./broken.ts";

/** What Slack's error codes mean for us, and where each is mended. */
const mends: Readonly<Record<string, string>> = {
  no_service: "this webhook was removed or switched off: make a new incoming webhook in the Slack app and save its address here",
  no_service_id: "the webhook's address is not complete: copy it whole from the Slack app's page (Incoming Webhooks)",
  no_team: "the workspace of this webhook is gone: make an incoming webhook in the right workspace",
  team_disabled: "the Slack workspace is switched off: ask its administrators",
  invalid_token: "the webhook's address is wrong: copy it whole from the Slack app's page (Incoming Webhooks)",
  user_not_found: "the person who made this webhook left: make a new incoming webhook and save its address here",
  action_prohibited: "the workspace's administrators forbid this: ask them to allow the app to post",
  posting_to_general_channel_denied: "the app may not post to #general: choose another channel or ask the administrators",
  channel_is_archived: "the channel is archived: unarchive it in Slack, or choose another channel",
  is_archived: "the channel is archived: unarchive it in Slack, or choose another channel",
  channel_not_found: "there is no such channel, or the bot cannot see it: correct the channel, or invite the bot to it (/invite)",
  not_in_channel: "the bot is not in the channel: invite it there (/invite)",
  restricted_action: "the workspace lets only some people post there: ask its administrators, or choose another channel",
  invalid_auth: "the bot token is wrong: copy the Bot User OAuth Token (xoxb-…) from the Slack app's page (OAuth & Permissions)",
  not_authed: "no bot token was sent: copy the Bot User OAuth Token (xoxb-…) from the Slack app's page (OAuth & Permissions)",
  token_revoked: "the bot token was revoked: install the Slack app again and save the new Bot User OAuth Token",
  token_expired: "the bot token has expired: install the Slack app again and save the new Bot User OAuth Token",
  account_inactive: "the bot's account is switched off: install the Slack app again and save the new Bot User OAuth Token",
  missing_scope:
    "the bot lacks the scope chat:write: add it on the Slack app's page (OAuth & Permissions) and install the app again",
  not_allowed_token_type: "this is no bot token: use the Bot User OAuth Token (xoxb-…)",
  org_login_required: "the workspace is being moved to an organisation: ask its administrators",
  ekm_access_denied: "the workspace's administrators have suspended posting: ask them",
};

/** Why, where it is not that what is posted to is gone. */
const whys: Readonly<Record<string, BrokenWhy>> = {
  action_prohibited: "permission",
  posting_to_general_channel_denied: "permission",
  not_in_channel: "permission",
  restricted_action: "permission",
  missing_scope: "permission",
  ekm_access_denied: "permission",
  invalid_token: "credentials",
  invalid_auth: "credentials",
  not_authed: "credentials",
  token_revoked: "credentials",
  token_expired: "credentials",
  not_allowed_token_type: "credentials",
  account_inactive: "account",
  org_login_required: "account",
};

const passing = new Set([
  "internal_error",
  "fatal_error",
  "service_unavailable",
  "request_timeout",
  "ratelimited",
  "rate_limited",
  "rollup_error",
  "team_added_to_org",
]);

/** Slack does not like how the message is laid out; its text alone may do. */
export class LaidOutWrong extends BadInput {}

const layout = new Set(["invalid_blocks", "invalid_blocks_format", "invalid_attachments", "msg_blocks_too_long"]);

const code = (said: string): string | undefined => /^[a-z_]{2,60}$/.exec(said.trim())?.[0];

/** What an error code of Slack's means; `said` is shown only when it has the form of a code. */
export function slackFault(said: string, status: number): AppError {
  const known = code(said);
  const mend = known && Object.hasOwn(mends, known) ? mends[known] : undefined;
  if (known && mend) return new Broken(`Slack says ${known}: ${mend}`, whys[known] ?? "gone", `Slack: ${known}`);
  if (known && passing.has(known)) return new Busy(`Slack has trouble of its own (${known})`);
  const sentence = `Slack did not take the message (${status}${known ? `, ${known}` : ""})`;
  return known && layout.has(known) ? new LaidOutWrong(sentence) : new BadInput(sentence);
}

/** Whether this is a code that says what must be mended, or that it passes. */
export const isKnownFault = (said: string): boolean => {
  const known = code(said);
  return known !== undefined && (Object.hasOwn(mends, known) || passing.has(known));
};
