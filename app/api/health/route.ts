import { reply } from "#app/reply.ts";

export const dynamic = "force-dynamic";

const answers = { alive: { status: 200 } } as const;

/** `GET /api/health`: this process can answer. It asks nobody else. */
export const GET = (): Response => reply(answers.alive, { status: "ok" });
