import type { Rule } from "../rule.ts";

/** Slack, Discord, Telegram, Microsoft Teams. */
export const slack = [
  {
    id: "slack.answer-key",
    when: /['"]error['"]: ?['"](?:invalid_auth|not_authed|account_inactive|token_revoked|token_expired|missing_scope|no_permission|org_login_required|ekm_access_denied)['"]/,
    cause: "service-key",
    test: "The server responded with: {'ok': False, 'error': 'invalid_auth'}",
  },
  {
    id: "slack.answer-throttled",
    when: /['"]error['"]: ?['"](?:ratelimited|message_limit_exceeded)['"]/,
    cause: "service-throttled",
    test: "The server responded with: {'ok': False, 'error': 'ratelimited'}",
  },
  {
    id: "slack.answer-setup",
    when: /['"]error['"]: ?['"](?:channel_not_found|not_in_channel|is_archived|invalid_blocks|invalid_arguments|no_text|msg_too_long|user_not_found|cant_\w{1,30}|thread_not_found|message_not_found|expired_trigger_id|invalid_trigger\w{0,10}|name_taken|already_reacted)['"]/,
    cause: "service-setup",
    test: "The server responded with: {'ok': False, 'error': 'channel_not_found'}",
  },
  {
    id: "discord.refused",
    when: [
      /\(error code: (?:50001|50013|50007|40001|30001)\)|cannot send messages to this user|discord(?:api)?\w{0,10}[^\n]{0,20}missing (?:access|permissions)/i,
      /an invalid token was provided[^\n]{0,20}|used disallowed intents/i,
    ],
    cause: "service-setup",
    test: "403 Forbidden (error code: 50013): Missing Permissions",
  },
  {
    id: "discord.unknown",
    when: /\(error code: 100\d\d\)|unknown (?:interaction|message|channel|webhook|guild)\b|interaction has already been acknowledged/i,
    llm: false,
    cause: "service-setup",
    test: "404 Not Found (error code: 10062): Unknown interaction",
  },
  {
    id: "telegram.refused",
    when: [
      /bot was (?:blocked by the user|kicked from)|bot can['’]t initiate conversation|user is deactivated|bad request: chat not found/i,
      /can['’]t parse entities|message is not modified|message text is empty|query is too old and response timeout/i,
    ],
    cause: "service-input",
    test: "Telegram: Forbidden: bot was blocked by the user",
  },
  {
    id: "telegram.throttled",
    when: /too many requests: retry after (?<wait>\d{1,5})|flood control exceeded|FLOOD_WAIT|A wait of \d{1,6} seconds is required/i,
    cause: "service-throttled",
    test: "Too Many Requests: retry after 12",
  },
] as const satisfies readonly Rule[];
