import type { Rule } from "../rule.ts";

/** Wrappers that name nothing but the exception they gave up on, and refusals of services known by their exceptions. */
const gaveUp = (names: string): RegExp =>
  new RegExp(
    `(?:state=finished raised|last (?:error|exception)(?: was)?:?|caused by:?|gave up (?:on|after)[^\\n]{0,20}:?) \\W{0,2}(?:[\\w.]{1,60}\\.)?(?:${names})`,
    "i",
  );

export const serviceType =
  /(?:^|[.:\\/])(?:Stripe|Twilio|Discord|Slack|Git[Hh]ub|Octokit|Gitlab|Jira|Zendesk|Shopify|HubSpot|Hubspot|Salesforce|SendGrid|Mailgun|Postmark|Plaid|PayPal|Braintree|Algolia|Notion|Airtable|Intercom|Telegram|Google::Apis|googleapiclient|Microsoft\.Graph|com\.aliyun|OSSException|Firebase|Auth0|Okta|Aws::|SKError|Mapbox|DocuSign|Xero|Klaviyo|Segment|Contentful|Cloudinary|Firecrawl|Tavily|SerpApi)/m;

export const retried = [
  {
    id: "retried.rate",
    when: gaveUp("RateLimitError|ThrottlingException|TooManyRequests\\w{0,12}"),
    cause: "rate_limit",
    test: "RetryError[<Future at 0x7f11 state=finished raised RateLimitError>]",
  },
  {
    id: "retried.timeout",
    when: gaveUp("APITimeoutError|ReadTimeout\\w{0,6}|TimeoutError|ConnectTimeout|Timeout\\b"),
    cause: "timeout",
    test: "RetryError[<Future at 0x7f11 state=finished raised APITimeoutError>]",
  },
  {
    id: "retried.timeout-limit",
    when: /timeout of [\d.]{1,8} ?s exceeded, last exception/i,
    cause: "timeout",
    test: "Timeout of 60.0s exceeded, last exception: 503 failed to connect to all addresses",
  },
  {
    id: "retried.network",
    when: gaveUp("APIConnectionError|ConnectError|ConnectionError|RemoteProtocolError"),
    cause: "network",
    test: "RetryError[<Future at 0x7f11 state=finished raised APIConnectionError>]",
  },
  {
    id: "retried.server",
    when: gaveUp("InternalServerError|ServiceUnavailableError|OverloadedError|ServerError"),
    cause: "provider_error",
    test: "RetryError[<Future at 0x7f11 state=finished raised InternalServerError>]",
  },
  {
    id: "retried.key",
    when: gaveUp("AuthenticationError|PermissionDeniedError"),
    cause: "llm-key",
    test: "RetryError[<Future at 0x7f11 state=finished raised AuthenticationError>]",
  },
  {
    id: "retried.request",
    when: gaveUp("BadRequestError|InvalidRequestError|NotFoundError|UnprocessableEntityError"),
    cause: "invalid_request",
    test: "RetryError[<Future at 0x7f11 state=finished raised BadRequestError>]",
  },
  {
    id: "retried.service-rate",
    type: serviceType,
    when: /rate[- _]?limit|too many requests|throttl|\b429\b|concurrency limit|over its \w{1,30} limit/i,
    cause: "service-throttled",
    test: { message: "You are being rate limited.", type: "DiscordAPIError" },
  },
  {
    id: "retried.service-rate-status",
    type: serviceType,
    status: [429],
    cause: "service-throttled",
    test: { message: "Application is over its limit.", type: "Microsoft.Graph.Models.ODataErrors.ODataError", status: 429 },
  },
  {
    id: "retried.service-down-status",
    type: serviceType,
    status: [500, 502, 503, 504],
    cause: "service-down",
    test: { message: 'could not update ticket "OpenAI invoice unpaid"', type: "Zendesk::ServerError", status: 500 },
  },
  {
    id: "retried.service-key-status",
    type: serviceType,
    status: [401, 403],
    when: /[\s\S]?/,
    unless: /quota|rate ?limit|too many/i,
    cause: "service-key",
    test: { message: "拒绝访问", type: "com.aliyun.oss.OSSException", status: 403 },
  },
  {
    id: "retried.pool-frame",
    type: /PoolTimeout/,
    frame: /(?:^|[\s/\\:])(?:httpx|httpcore)[/\\]/m,
    cause: "timeout",
    test: { message: "", type: "PoolTimeout", frame: "lib:httpx/_transports/default.py:77 in map_httpcore_exceptions" },
  },
  {
    id: "retried.mail-frame",
    type: /ConnectionRefused|TimeoutError|gaierror|ServerDisconnected|ConnectionReset/,
    frame: /(?:^|[\s/\\:])(?:smtplib|imaplib|poplib|ftplib|nodemailer)[./\\]/m,
    cause: "service-down",
    test: {
      message: "[Errno 111] Connection refused",
      type: "ConnectionRefusedError",
      frame: "lib:smtplib.py:312 in _get_socket",
    },
  },
] as const satisfies readonly Rule[];
