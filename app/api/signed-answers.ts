import type { Answers } from "#app/reply.ts";
import type { SignedOutcome } from "#lib/pipeline/signed-call.ts";

/** What a service that signs its calls is answered. */
export const signedAnswers = {
  done: { status: 200 },
  ignored: { status: 200 },
  forged: { status: 401, code: "unauthorized" },
  malformed: { status: 400, code: "malformed" },
  cut: { status: 400, code: "incomplete" },
  tooLarge: { status: 413, code: "payload_too_large" },
  unsupportedType: { status: 415, code: "unsupported_media_type" },
  unsupportedEncoding: { status: 415, code: "unsupported_encoding" },
} as const satisfies Answers<SignedOutcome>;
