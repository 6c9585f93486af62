import type { Answer, Answers } from "#app/reply.ts";

const refusals = {
  stranger: { status: 401, code: "unauthorized", headers: { "www-authenticate": "Bearer" } },
  wrongScope: { status: 403, code: "forbidden" },
  tooMany: { status: 429, code: "too_many_requests" },
  notJson: { status: 400, code: "invalid_json" },
  unsupportedType: { status: 415, code: "unsupported_media_type" },
  tooLarge: { status: 413, code: "payload_too_large" },
  noSuchName: { status: 422, code: "unknown_category" },
  reused: { status: 422, code: "idempotency_key_reused" },
  inFlight: { status: 409, code: "request_in_flight", headers: { "retry-after": "1" } },
} as const satisfies Answers<string>;

/** Ends a request with a problem, wherever the reason is found. */
export class Refused extends Error {
  readonly answer: Answer;
  constructor(why: keyof typeof refusals, detail: string) {
    super(detail);
    this.answer = refusals[why];
  }
}
