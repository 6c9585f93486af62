import { door } from "#app/api/door.ts";
import { reply } from "#app/reply.ts";
import { presetTables } from "#lib/model/preset.ts";

const answers = { listed: { status: 200 } } as const;

/** `GET /api/v1/presets`: what each preset calls the categories, and what its names stand for. */
export const GET = door("read", async () => reply(answers.listed, { presets: presetTables() }));
