import { door } from "#app/api/door.ts";
import { named } from "#app/api/read.ts";
import { endSilence } from "#lib/pipeline/silences.ts";

const uuid = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;

/** `DELETE /api/v1/silences/{id}`: what it holds back is decided anew at once. */
export const DELETE = door("write", async ({ tools, caller, params }) => {
  await endSilence(tools, named(uuid, params.id), { id: caller.id, name: caller.name });
  return new Response(null, { status: 204, headers: { "cache-control": "private, no-store" } });
});
