import type { Rule } from "../rule.ts";

/** Exceptions of other companies' clients, when no row knew their words: whose they are is enough. */
const clients =
  /(?:^|[.:\\/ ])(?:stripe|Stripe|paypal|PayPal|[Bb]raintree|Adyen|square|klarna|mollie|razorpay|twilio|Twilio|vonage|nexmo|sendgrid|SendGrid|postmark|Postmark|[Mm]ailchimp|mailgun|Mailgun|resend|slack_sdk|Slack|discord|Discord|telegram|Telegram|gitlab|github|GitHub|Octokit|jira|JIRA|notion_client|Notion|pyairtable|Airtable|hubspot|HubSpot|simple_salesforce|Salesforce|shopify|Shopify|ZendeskAPI|zenpy|intercom|Intercom|algoliasearch|Algolia|firebase_admin|Firebase(?!\\JWT)|APNS|Apns|apns2|serpapi|tavily|Firecrawl|docusign|DocuSign|dropbox|boxsdk|plaid|Plaid|xero_python|Xero|quickbooks|smtplib|imaplib|poplib|SMTP|msgraph|ODataError|googleapiclient|googlemaps|spotipy|tweepy|zeep|azure\.storage|Klaviyo|Segment)[\w.:\\]{0,60}(?:Error|Exception|Fault|Refused|Disconnected|TimedOut|Forbidden|Invalid|Unauthorized|AccessDenied|NotFound)/m;

export const serviceAny = [
  {
    id: "service.any-throttled",
    type: clients,
    when: /rate limit|too many requests|\b429\b|per minute|throttl|quota exceeded/i,
    cause: "service-throttled",
    test: {
      message: "quota exceeded, come back",
      type: "plaid.ApiException",
    },
  },
  {
    id: "service.any-down",
    type: clients,
    when: /time(?:d )?[- ]?out|unavailable|unreachable|communicating with|connection (?:error|reset|closed|refused|aborted|failed)|could not connect|\b50[0234]\b|not (?:yet )?ready|internal error|shutting down|try again later|an unknown error occurred/i,
    cause: "service-down",
    test: { message: "Unexpected error communicating with Stripe.", type: "stripe.error.APIConnectionError" },
  },
  {
    id: "service.any-key",
    type: clients,
    when: /unauthori[sz]ed|authenticat|invalid (?:api[ -]?)?key|credentials|forbidden|permission|not allowed|\b40[13]\b|scope|expired|revoked/i,
    cause: "service-key",
    test: { message: "Authentication failed.", type: "vonage.errors.AuthenticationError" },
  },
  {
    id: "service.any",
    type: clients,
    cause: "third_party",
    test: { message: "Member Exists: jane@example.com is already a list member.", type: "MailchimpError" },
  },
  {
    id: "service.type",
    type: [
      /(?:^|\.)(?:Stripe|Twilio|Slack|SendGrid|Mailgun|Plaid|Shopify|PayPal)\w{0,30}(?:Error|Exception)/m,
      /(?:^|\.)(?:GitHub|Octokit|Boto|Client|Apns|Fcm|Firebase|Algolia)\w{0,30}(?:Error|Exception)/m,
      /(?:^|\.)(?:Auth0|Okta)\w{0,30}(?:Error|Exception)|botocore\.|stripe\.|twilio\.|slack_sdk\./m,
      /TwilioRestException|SlackApiError|RequestError \[HttpError\]|GoogleJsonError|HttpError$/m,
    ],
    service: true,
    llm: false,
    cause: "third_party",
    test: { message: "odd answer", type: "botocore.exceptions.EventStreamError" },
  },
] as const satisfies readonly Rule[];
