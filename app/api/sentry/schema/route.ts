import { reply } from "#app/reply.ts";
import { componentSchema } from "#lib/pipeline/component.ts";

const answers = { shown: { status: 200 } } as const;

/** `GET /api/sentry/schema`: what to paste into the Schema box of the integration. */
export const GET = (): Response => reply(answers.shown, componentSchema);
