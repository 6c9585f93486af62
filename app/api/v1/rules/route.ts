import { door } from "#app/api/door.ts";
import { etag, ifMatch } from "#app/api/if-match.ts";
import { readBytes, readJson } from "#app/api/read.ts";
import { doOnce } from "#app/api/write.ts";
import { reply } from "#app/reply.ts";
import { currentRules, saveRules } from "#lib/pipeline/rules.ts";

const answers = {
  shown: { status: 200 },
  stale: { status: 409, code: "stale_version" },
  invalid: { status: 422, code: "invalid_rules" },
} as const;

/** `GET /api/v1/rules`: the team's own rules in the order they are asked; their version is the ETag. */
export const GET = door("read", async ({ tools }) => {
  const { version, rules } = await currentRules(tools);
  return reply({ ...answers.shown, headers: { etag: etag(version) } }, { rules });
});

/** `PUT /api/v1/rules`: `{"rules":[…]}` as they shall be from now on; with If-Match only if nobody was faster. */
export const PUT = door("write", async (call) => {
  const { tools, caller, request } = call;
  const bytes = await readBytes(request);
  const edit = { input: readJson(bytes), ifVersion: ifMatch(request), by: { id: caller.id, name: caller.name } };
  const work = () => saveRules(tools, edit);
  const saved = await doOnce({ call, bytes, answer: answers.shown, work, isDone: ({ outcome }) => outcome === "saved" });
  if (saved.outcome === "invalid")
    return reply(answers.invalid, { detail: "Nothing was saved: the rules are wrong in these places.", errors: saved.errors });
  const { version, rules } = saved;
  const headers = { etag: etag(version) };
  if (saved.outcome === "saved") return reply({ ...answers.shown, headers }, { rules });
  const detail = `Nothing was saved: version ${version} is newer than the one that was edited.`;
  return reply({ ...answers.stale, headers }, { detail, version, rules });
});
