import { answered } from "#app/api/problem.ts";
import { type Answers, reply } from "#app/reply.ts";
import { boundedBytes } from "#lib/pipeline/receive.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { type TwilioOutcome, twilioSaid } from "#lib/pipeline/twilio-status.ts";

const answers = {
  done: { status: 200 },
  ignored: { status: 200 },
  forged: { status: 401, code: "unauthorized" },
  malformed: { status: 400, code: "malformed" },
  cut: { status: 400, code: "incomplete" },
  tooLarge: { status: 413, code: "payload_too_large" },
  unsupportedType: { status: 415, code: "unsupported_media_type" },
  unsupportedEncoding: { status: 415, code: "unsupported_encoding" },
} as const satisfies Answers<TwilioOutcome>;

interface Context {
  params: Promise<Record<string, string | undefined>>;
}

/** `POST /api/twilio/status/{channel}/{message}`: what became of a message that Twilio took; Twilio signs the address with the form. */
export const POST = (request: Request, { params }: Context): Promise<Response> =>
  answered(async () => {
    const { channel = "", message = "" } = await params;
    const { outcome } = await twilioSaid(tools(), { channel, message }, await boundedBytes(request), request.headers);
    return reply(answers[outcome]);
  });
