import { answered } from "#app/api/problem.ts";
import { type Answers, reply } from "#app/reply.ts";
import { boundedBytes } from "#lib/pipeline/receive.ts";
import { type SlackOutcome, slackClicked } from "#lib/pipeline/slack-actions.ts";
import { tools } from "#lib/pipeline/tools.ts";

const answers = {
  done: { status: 200 },
  ignored: { status: 200 },
  forged: { status: 401, code: "unauthorized" },
  malformed: { status: 400, code: "malformed" },
  cut: { status: 400, code: "incomplete" },
  tooLarge: { status: 413, code: "payload_too_large" },
  unsupportedType: { status: 415, code: "unsupported_media_type" },
  unsupportedEncoding: { status: 415, code: "unsupported_encoding" },
} as const satisfies Answers<SlackOutcome>;

/** `POST /api/slack/actions`: a click on a message of ours; the bytes Slack signed, decoded only after the signature holds. */
export const POST = (request: Request): Promise<Response> =>
  answered(async () => {
    const { outcome } = await slackClicked(tools(), await boundedBytes(request), request.headers);
    return reply(answers[outcome]);
  });
