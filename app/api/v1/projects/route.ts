import { door } from "#app/api/door.ts";
import { reply } from "#app/reply.ts";
import { projects } from "#lib/pipeline/projects.ts";

const answers = { listed: { status: 200 } } as const;

/** `GET /api/v1/projects`: the projects that errors came from lately, with what is set for each. */
export const GET = door("read", async ({ tools }) => reply(answers.listed, { projects: await projects(tools) }));
