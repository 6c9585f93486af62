import type { Rule } from "../rule.ts";

/** Services a model's tools call: their refusals come wrapped in words about models. */
export const tools = [
  {
    id: "tool.key",
    when: /(?:tavily|serpapi|stripe|twilio|sendgrid|slack|github|jira|notion|hubspot|salesforce|shopify|s3|airtable|zendesk)\w{0,20}\b[^\n]{0,40}(?:\b40[13]\b|unauthorized|invalid api key|forbidden|plan|credits|quota)/i,
    unless: /rate[- ]?limit|throttl|too many/i,
    cause: "service-key",
    test: 'web_search tool failed: Tavily 401 {"detail":{"error":"Unauthorized: missing or invalid API key."}}',
  },
  {
    id: "tool.down",
    when: /(?:tavily|serpapi|stripe|twilio|sendgrid|slack|github|jira|notion|hubspot|salesforce|shopify|s3|airtable|zendesk|paypal|shopify|plaid|geocod\w{1,8}|maps|mapbox|algolia|mailgun|firebase|auth0|okta|docusign)\w{0,20}\b[^\n]{0,60}(?:\b5\d\d\b|unavailable|internal server error|bad gateway|outage|timed out|timeout)/i,
    cause: "service-down",
    test: "MCP tool create_issue failed: Jira API 503 while calling create_issue",
  },
  {
    id: "tool.plan",
    when: [
      /exceeds your plan['’]?s? set usage|run out of searches|upgrade your plan or contact support@/i,
      /(?:search|scrape|crawl|maps|weather)\w{0,10}[^\n]{0,60}(?:out of|exceeded|used up)[^\n]{0,20}(?:credits|quota|searches)/i,
    ],
    cause: "service-key",
    severity: "medium",
    test: "search step: This request exceeds your plan's set usage limit. Please upgrade your plan or contact support@tavily.com",
  },
  {
    id: "tool.page",
    when: /\btool\b[^\n]{0,60}https?:\/\/[^\n]{1,120} (?:answered|returned|responded|failed)[^\n]{0,20}\b[45]\d\d\b/i,
    cause: "third_party",
    retry: false,
    test: "tool browse_page: https://example.com answered 403 Forbidden",
  },
] as const satisfies readonly Rule[];
