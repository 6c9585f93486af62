import { door } from "#app/api/door.ts";
import { ClassifyQuery } from "#app/api/inputs.ts";
import { readBytes, readJson, readQuery } from "#app/api/read.ts";
import { Refused } from "#app/api/refused.ts";
import { doOnce } from "#app/api/write.ts";
import { reply } from "#app/reply.ts";
import { covers } from "#lib/auth/api-key.ts";
import { withView } from "#lib/model/preset.ts";
import { classify, readReports } from "#lib/pipeline/classify.ts";

const answers = { judged: { status: 200 }, invalid: { status: 422, code: "invalid_reports" } } as const;
const mostMiB = 5;

/** `POST /api/v1/classify`: verdicts on up to 100 reports at once; `?wait=SECONDS` asks a model about the unsure ones, which spends money. */
export const POST = door("read", async (call) => {
  const { wait, preset } = readQuery(ClassifyQuery, call.request);
  if (wait > 0 && !covers(call.caller.scope, "write"))
    throw new Refused("wrongScope", "To wait for a model spends money: it needs a key of the scope write.");
  const bytes = await readBytes(call.request, mostMiB);
  const read = readReports(readJson(bytes));
  if (!read.ok)
    return reply(answers.invalid, {
      detail: "Nothing was classified: the reports are wrong in these places.",
      errors: read.errors,
    });
  const work = async (): Promise<object> => {
    const verdicts = await classify(call.tools, read.reports, { waitMs: wait * 1000 });
    return { verdicts: verdicts.map((verdict) => withView(verdict, preset)) };
  };
  return reply(answers.judged, await doOnce({ call, bytes, answer: answers.judged, work }));
});
