import type { Rule } from "../rule.ts";

/** The application's own functions that call another company's service by name, when the error is a bare status. */
const ownFunction =
  /(?:^|[\s.:/>_])(?:sync|fetch|push|send|post|notify|call|update|create|upload|charge|refund|lookup|publish|export|import)(?:_to)?_?(?:to)?(?:intercom|slack|stripe|paypal|hubspot|salesforce|zendesk|jira|github|gitlab|notion|airtable|shopify|twilio|sendgrid|mailgun|postmark|mailchimp|discord|telegram|teams|asana|trello|linear|segment|mixpanel|amplitude|algolia|xero|quickbooks|docusign|dropbox|calendly|zoom|plaid|maps|weather|crm|erp|webhook)/im;

export const serviceFrames = [
  {
    id: "frame.service-throttles",
    frame: ownFunction,
    status: [429],
    llm: false,
    cause: "service-throttled",
    test: { message: "the server responded with status 429", status: 429, frame: "lib/export/lead.rb:528 in sync_slack" },
  },
  {
    id: "frame.service-down",
    frame: ownFunction,
    status: [500, 502, 503, 504],
    llm: false,
    cause: "service-down",
    test: { message: "the server responded with status 503", status: 503, frame: "lib/export/lead.rb:528 in sync_slack" },
  },
  {
    id: "frame.service-key",
    frame: ownFunction,
    status: [401, 403],
    llm: false,
    cause: "service-key",
    test: { message: "the server responded with status 401", status: 401, frame: "lib/export/lead.rb:528 in sync_slack" },
  },
  {
    id: "frame.service-input",
    frame: ownFunction,
    status: [400, 404, 409, 410, 422],
    llm: false,
    cause: "service-input",
    test: { message: "the server responded with status 409", status: 409, frame: "lib/export/persona.rb:419 in sync_intercom" },
  },
] as const satisfies readonly Rule[];
