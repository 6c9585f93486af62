import type { Rule } from "../rule.ts";

/** Mail servers and chat services. */
export const mail = [
  {
    id: "mail.later",
    when: [/\b4[25]\d[ -]4\.\d\.\d\b/i, /\b(?:42[01]|45[0-2]) (?:too many|try again|service not available|greylist)/i],
    cause: "service-throttled",
    test: "421 4.7.0 Try again later, closing connection.",
  },
  {
    id: "mail.login",
    when: [
      /535[ -]5\.7\.\d|invalid login: |\bEAUTH|username and password not accepted/i,
      /smtp[^\n]{0,20}auth\w{0,20} (?:failed|error|unsuccessful)|missing credentials for "?PLAIN/i,
    ],
    cause: "service-key",
    test: "Invalid login: 535-5.7.8 Username and Password not accepted.",
  },
  {
    id: "mail.sender",
    when: [
      /sender (?:address|identity)[^\n]{0,40}(?:not verified|rejected|verified)/i,
      /email address is not verified|does not match a verified sender|domain (?:is )?not verified/i,
      /message rejected: |MessageRejected|maximum credits exceeded/i,
      /daily (?:user )?sending (?:quota|limit)/i,
    ],
    cause: "service-setup",
    test: "Email address is not verified. The following identities failed the check in region EU-WEST-1",
  },
  {
    id: "slack.setup",
    when: [
      /\b(?:not_in_channel|channel_not_found|is_archived|invalid_blocks|no_text|msg_too_long)\b/i,
      /\b(?:missing_scope|restricted_action|user_not_found|channel_is_archived|no_service)\b/i,
      /\binvalid_payload\b|missing access[^\n]{0,20}discord/i,
      /unknown (?:channel|webhook|guild|interaction)/i,
    ],
    cause: "service-setup",
    test: "Failed to post AI summary to Slack: not_in_channel",
  },
  {
    id: "slack.key",
    when: [
      /\b(?:invalid_auth|token_revoked|account_inactive|not_authed)\b/,
      /An API error occurred: (?:invalid_auth|not_authed)/,
    ],
    cause: "service-key",
    test: "An API error occurred: invalid_auth",
  },
  {
    id: "slack.throttled",
    when: /\bratelimited\b|A rate[- ]limit has been reached, you may retry|slack_webapi_rate_limited/i,
    cause: "service-throttled",
    test: "An API error occurred: ratelimited",
  },
] as const satisfies readonly Rule[];
