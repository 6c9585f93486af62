import type { Rule } from "../rule.ts";

const company =
  "stripe|paypal|adyen|klarna|twilio|sendgrid|mailgun|postmark|mailchimp|slack|discord|telegram|whatsapp|github|gitlab|bitbucket|jira|confluence|linear|notion|asana|trello|airtable|zendesk|intercom|freshdesk|hubspot|salesforce|pipedrive|shopify|magento|dhl|ups|fedex|usps|plaid|nylas|docusign|dropbox|box|google (?:maps|drive|calendar|sheets)|mapbox|algolia|xero|quickbooks|datev|sap|auth0|okta|s3|sns|sqs|firebase|apple|itunes|zoom|calendly|datadog|pagerduty|cloudflare|tavily|serpapi|firecrawl|bing";
const kindOfService =
  "weather|shipping|payment|crm|calendar|carrier|maps?|geocod\\w{0,4}|tax|sms|e-?mail|search|currency|exchange rates?|erp|invoicing|accounting|identity|translation memory|push|webhook|fraud|credit check|address|postal|banking|partner|tracking|ticketing|booking|flight|hotel|stock|news";

/** Whole sentences about other companies' services. */
export const proseServices = [
  {
    id: "prose.service-throttles",
    when: new RegExp(
      `\\b(?:${company}|(?:${kindOfService}) (?:service|api|provider|gateway|tool|vendor))\\b[^\\n]{0,60}(?:throttl|too many requests|rate limit|\\b429\\b|slow ?down)`,
      "i",
    ),
    cause: "service-throttled",
    test: "carrier: Linear api answers 429 on issue search",
  },
  {
    id: "prose.service-down",
    when: new RegExp(
      `\\b(?:${company}|(?:${kindOfService}) (?:service|api|provider|gateway|tool|vendor|sync))\\b[^\\n]{0,50}(?:\\b50[0234]\\b|having trouble|is down|went down|unavailable|unreachable|not (?:reachable|responding)|outage|maintenance|bad gateway|internal error|timed out|no answer)`,
      "i",
    ),
    cause: "service-down",
    test: "weather service unreachable for the forecast tool",
  },
  {
    id: "prose.service-down-first",
    when: new RegExp(
      `(?:\\b50[0234]\\b|bad gateway|cannot connect|could not connect|no answer|outage)[^\\n]{0,30} (?:from|to|at|of|with) (?:the )?(?:${company}|(?:${kindOfService}) (?:service|api|provider|gateway|sync|store))\\b|cannot connect to itunes`,
      "i",
    ),
    cause: "service-down",
    test: "bad gateway from calendar sync",
  },
  {
    id: "prose.service-refuses",
    when: [
      new RegExp(
        `\\b(?:${company}) (?:token|key|credentials?|app|oauth|integration|account|client|scope)s?\\b[^\\n]{0,40}(?:lacks?|missing|expired|revoked|rejected|invalid|disabled|refused|denied|wrong|not allowed|uninstalled)`,
        "i",
      ),
      new RegExp(
        `\\b(?:${company}|(?:${kindOfService}) (?:service|api|provider|gateway|vendor)|crm|erp)\\b[^\\n]{0,20}(?:rejects|rejected|refuses|refused|denies|denied|says|declined|does not accept)[^\\n]{0,60}(?:token|key|credential|oauth|client|scope|permission|unauthori|forbidden|\\b40[13]\\b|plan)`,
        "i",
      ),
    ],
    cause: "service-key",
    test: "GitHub token lacks repo scope",
  },
  {
    id: "prose.service-webhook",
    when: new RegExp(
      `webhook[^\\n]{0,40}(?:bad|invalid|wrong|mismatch\\w{0,4}|missing) signature|signature[^\\n]{0,30}webhook|(?:${company})[^\\n]{0,20}webhook[^\\n]{0,40}signature`,
      "i",
    ),
    cause: "webhook-signature",
    test: "webhook from Stripe has a bad signature",
  },
  {
    id: "prose.service-says",
    when: new RegExp(
      `\\b(?:${company}|carrier|bank|(?:${kindOfService}) (?:service|api|provider|gateway|vendor))\\b[^\\n]{0,20}(?:says|rejected|rejects|refused|declined|complains|reports)\\b`,
      "i",
    ),
    unless: /\b5\d\d\b|unavailable|timeout/i,
    cause: "service-setup",
    test: "Slack says channel C0123 is archived",
  },
] as const satisfies readonly Rule[];
