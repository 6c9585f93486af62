import type { Rule } from "../rule.ts";

/** Dify, Coze and other builders of assistants, by their stable codes. */
export const dify = [
  {
    id: "dify.quota",
    when: /\bprovider_quota_exceeded\b/,
    code: /provider_quota_exceeded/,
    cause: "quota_exceeded",
    test: '{"code":"provider_quota_exceeded","message":"Your quota for Dify Hosted Model Provider has been exceeded.","status":400}',
  },
  {
    id: "dify.key",
    when: /\bprovider_not_initialize\b|no valid model provider credentials found/,
    cause: "llm-key-missing",
    test: '{"code":"provider_not_initialize","message":"No valid model provider credentials found.","status":400}',
  },
  {
    id: "dify.model",
    when: /\bmodel_currently_not_support\b|dify hosted [\w-]{1,30} trial currently not support/i,
    cause: "model-name",
    test: '{"code":"model_currently_not_support","message":"not supported","status":400}',
  },
  {
    id: "dify.completion",
    when: /\bcompletion_request_error\b/,
    unless: /quota|rate limit|invalid|api key|context/i,
    cause: "provider_error",
    test: '{"code":"completion_request_error","message":"Completion request failed.","status":400}',
  },
  {
    id: "dify.concurrency",
    when: /concurrency limit reached for requests|too many concurrent requests for this app/i,
    cause: "concurrency",
    test: "Concurrency limit reached for requests",
  },
  {
    id: "dify.json",
    when: /no valid json (?:substring|object) found|\[json\.exception\.parse_error\.\d{3}\][^\n]{0,120}(?:last read|invalid literal)|failed to parse llm response/i,
    cause: "invalid-json",
    test: "No valid JSON substring found. Either increase the max_tokens or the model is not able to follow the output format instruction.",
  },
] as const satisfies readonly Rule[];
