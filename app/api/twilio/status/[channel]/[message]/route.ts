import { answered } from "#app/api/problem.ts";
import { signedAnswers } from "#app/api/signed-answers.ts";
import { reply } from "#app/reply.ts";
import { boundedBytes } from "#lib/pipeline/receive.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { twilioSaid } from "#lib/pipeline/twilio-status.ts";

interface Context {
  params: Promise<Record<string, string | undefined>>;
}

/** `POST /api/twilio/status/{channel}/{message}`: what became of a message that Twilio took; Twilio signs the address with the form. */
export const POST = (request: Request, { params }: Context): Promise<Response> =>
  answered(async () => {
    const { channel = "", message = "" } = await params;
    const { outcome } = await twilioSaid(tools(), { channel, message }, await boundedBytes(request), request.headers);
    return reply(signedAnswers[outcome]);
  });
