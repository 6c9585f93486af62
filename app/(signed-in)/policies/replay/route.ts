import { answered } from "#app/api/problem.ts";
import { readBytes, readJson } from "#app/api/read.ts";
import { Refused } from "#app/api/refused.ts";
import { isSameOrigin } from "#app/same-origin.ts";
import { Forbidden } from "#lib/model/errors.ts";
import { readInput } from "#lib/model/read-input.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { ReplayAsked } from "../input.ts";
import { linesOf } from "./lines.ts";

export const dynamic = "force-dynamic";

/** Tells a signed-in person, line by line, how far the replay of an edit is and what it would have done. Changes nothing. */
export const POST = (request: Request): Promise<Response> =>
  answered(async () => {
    const here = tools();
    if (!isSameOrigin(request.headers)) throw new Forbidden("Another site's page may not ask in a person's name.");
    if (!(await here.auth.viewer(request.headers))) throw new Refused("stranger", "Sign in first.");
    const asked = readInput(ReplayAsked, readJson(await readBytes(request)));
    return new Response(linesOf(here, asked, request.signal), {
      headers: {
        "content-type": "application/x-ndjson; charset=utf-8",
        "cache-control": "private, no-store, no-transform", // a compressed stream would wait until it is worth compressing
        "x-accel-buffering": "no",
        "x-content-type-options": "nosniff",
      },
    });
  });
