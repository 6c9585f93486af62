import { apiDocument } from "#app/api/openapi/document.ts";
import { answered } from "#app/api/problem.ts";
import { reply } from "#app/reply.ts";
import { tools } from "#lib/pipeline/tools.ts";

const answers = { described: { status: 200 } } as const;

/** `GET /api/openapi.json`: the API, generated from the schemas that its doors read and answer by. */
export const GET = (): Promise<Response> =>
  answered(async () => reply(answers.described, apiDocument(tools().settings.PUBLIC_URL)));
