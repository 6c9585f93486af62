import { answered } from "#app/api/problem.ts";
import { type Answers, reply } from "#app/reply.ts";
import { type LinkOutcome, linkIssue } from "#lib/pipeline/issue-link.ts";
import { boundedBytes } from "#lib/pipeline/receive.ts";
import { tools } from "#lib/pipeline/tools.ts";

const answers = {
  linked: { status: 200 },
  forged: { status: 401, code: "unauthorized" },
  malformed: { status: 400, code: "malformed" },
  cut: { status: 400, code: "incomplete" },
  tooLarge: { status: 413, code: "payload_too_large" },
  unsupportedEncoding: { status: 415, code: "unsupported_encoding" },
  unknownIssue: { status: 404, code: "not_found" },
  noIncident: { status: 404, code: "no_incident" },
  noSecret: { status: 503, code: "no_client_secret", headers: { "retry-after": "60" } },
} as const satisfies Answers<LinkOutcome>;

/** Sentry shows these to who pressed the button. */
const messages: Partial<Record<LinkOutcome, string>> = {
  forged: "Verdict does not know this integration: its client secret differs from the one that is set in Verdict.",
  malformed: "Verdict could not read what Sentry sent.",
  unknownIssue: "Verdict has not seen this issue yet. It appears there with the next event.",
  noIncident: "This issue belongs to no incident.",
  noSecret: "Verdict has no client secret yet.",
};

/** `POST /api/sentry/issue-link/{create,link}`: both mean the same here, since a link is all there is to make. */
export const answerLink = (request: Request): Promise<Response> =>
  answered(async () => {
    const { outcome, link } = await linkIssue(tools(), await boundedBytes(request), request.headers);
    const message = messages[outcome];
    return reply(answers[outcome], link ?? (message ? { message } : {}));
  });
