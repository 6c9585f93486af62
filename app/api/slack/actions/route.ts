import { answered } from "#app/api/problem.ts";
import { signedAnswers } from "#app/api/signed-answers.ts";
import { reply } from "#app/reply.ts";
import { boundedBytes } from "#lib/pipeline/receive.ts";
import { slackClicked } from "#lib/pipeline/slack-actions.ts";
import { tools } from "#lib/pipeline/tools.ts";

/** `POST /api/slack/actions`: a click on a message of ours; the bytes Slack signed, decoded only after the signature holds. */
export const POST = (request: Request): Promise<Response> =>
  answered(async () => {
    const { outcome } = await slackClicked(tools(), await boundedBytes(request), request.headers);
    return reply(signedAnswers[outcome]);
  });
