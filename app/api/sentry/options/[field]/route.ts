import { answered } from "#app/api/problem.ts";
import { type Answers, reply } from "#app/reply.ts";
import { type OptionsOutcome, optionsOf } from "#lib/pipeline/component.ts";
import { tools } from "#lib/pipeline/tools.ts";

const answers = {
  listed: { status: 200 },
  forged: { status: 401, code: "unauthorized" },
  unknownField: { status: 404, code: "not_found" },
  noSecret: { status: 503, code: "no_client_secret", headers: { "retry-after": "60" } },
} as const satisfies Answers<OptionsOutcome>;

interface Context {
  params: Promise<{ field?: string }>;
}

/** `GET /api/sentry/options/{field}`: the choices of a field of our component. */
export const GET = (request: Request, { params }: Context): Promise<Response> =>
  answered(async () => {
    const { outcome, options } = optionsOf(tools(), (await params).field, request.headers);
    return reply(answers[outcome], options);
  });
