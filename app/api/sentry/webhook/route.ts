import { boundedBytes, type Outcome, receive } from "#lib/pipeline/receive.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { type Answers, reply } from "../../../reply.ts";

const answers = {
  accepted: { status: 202 },
  copy: { status: 200 },
  forged: { status: 401, code: "unauthorized" },
  notUtf8: { status: 400, code: "invalid_utf8" },
  notJson: { status: 400, code: "invalid_json" },
  tooDeep: { status: 400, code: "payload_too_deep" },
  notSentry: { status: 422, code: "invalid_envelope" },
  noResource: { status: 422, code: "resource_missing" },
  cut: { status: 400, code: "incomplete" },
  tooLarge: { status: 413, code: "payload_too_large" },
  unsupportedType: { status: 415, code: "unsupported_media_type" },
  unsupportedEncoding: { status: 415, code: "unsupported_encoding" },
  noSecret: { status: 503, code: "no_client_secret", headers: { "retry-after": "60" } },
  away: { status: 503, code: "away", headers: { "retry-after": "5" } },
} as const satisfies Answers<Outcome>;

/** `POST /api/sentry/webhook`: the bytes Sentry signed, counted while read and decoded only after the signature holds. */
export async function POST(request: Request): Promise<Response> {
  const { outcome, delivery } = await receive(tools(), await boundedBytes(request), request.headers);
  return reply(answers[outcome], delivery ? { delivery } : undefined);
}

const notAllowed = (): Response => reply({ status: 405, code: "method_not_allowed", headers: { allow: "POST" } });

export { notAllowed as DELETE, notAllowed as GET, notAllowed as OPTIONS, notAllowed as PATCH, notAllowed as PUT };
