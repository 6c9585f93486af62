import type { Category } from "#lib/model/taxonomy.ts";

const capacity = "bg-capacity";
const access = "bg-access";
const request = "bg-request";
const answer = "bg-answer";
const application = "bg-application";
const surroundings = "bg-surroundings";

/** One hue a family. Spelled out, because the model's own table brings its validator to every browser. */
export const hues: Record<Category, string> = {
  rate_limit: capacity,
  quota_exceeded: capacity,
  provider_error: capacity,
  authentication: access,
  content_filtered: access,
  invalid_request: request,
  context_length: request,
  prompt_issue: request,
  response_quality: answer,
  timeout: answer,
  code_bug: application,
  validation: application,
  database: application,
  network: surroundings,
  third_party: surroundings,
  infrastructure: surroundings,
  unknown: surroundings,
};
