import { door } from "#app/api/door.ts";
import { rowId } from "#app/api/read.ts";
import { endSilence } from "#lib/pipeline/silences.ts";

/** `DELETE /api/v1/silences/{id}`: what it holds back is decided anew at once. */
export const DELETE = door("write", async ({ tools, caller, params }) => {
  await endSilence(tools, rowId(params), { id: caller.id, name: caller.name });
  return new Response(null, { status: 204, headers: { "cache-control": "private, no-store" } });
});
