import type { Call } from "#app/api/door.ts";
import { etag } from "#app/api/if-match.ts";
import { readAnyBytes, readBytes, readJson, readText } from "#app/api/read.ts";
import { doOnce } from "#app/api/write.ts";
import { reply } from "#app/reply.ts";
import type { PolicyDocument } from "#lib/model/policy.ts";
import type { Saved } from "#lib/pipeline/policies.ts";
import { readYaml, writeYaml } from "#lib/pipeline/policy-yaml.ts";

const yaml = /^(?:application|text)\/(?:x-)?yaml\s*(?:;|$)/i;
const json = /^application\/json\s*(?:;|$)/i;

/** Whether YAML is liked better than JSON; what takes anything gets JSON. */
function likesYaml(accept: string): boolean {
  const liking = (range: string): number => Number(/;\s*q=(?<q>[\d.]+)/i.exec(range)?.groups?.q ?? 1);
  const [best] = accept
    .split(",")
    .map((range) => range.trim())
    .filter((range) => (yaml.test(range) || json.test(range)) && liking(range) > 0)
    .sort((a, b) => liking(b) - liking(a));
  return best !== undefined && yaml.test(best);
}

const eitherForm = "Send JSON or YAML, as `Content-Type: application/json` or `Content-Type: application/yaml`.";

/** The document of a request, as JSON or YAML by its Content-Type, and its bytes. */
export async function readDocument(request: Request): Promise<{ bytes: Buffer; document: unknown }> {
  const isYaml = yaml.test(request.headers.get("content-type")?.trim() ?? "");
  const bytes = isYaml ? await readAnyBytes(request) : await readBytes(request, 1, eitherForm);
  return { bytes, document: isYaml ? readYaml(readText(bytes)) : readJson(bytes) };
}

/** Saves unless its Idempotency-Key did so before. */
export const saveOnce = (call: Call, bytes: Buffer, work: () => Promise<Saved>): Promise<Saved> =>
  doOnce({ call, bytes, answer: answers.saved, work, isDone: ({ outcome }) => outcome === "saved" });

/** The document as the caller likes it; its version is the ETag. */
export function documentAnswer(request: Request, version: number, document: PolicyDocument): Response {
  const isYaml = likesYaml(request.headers.get("accept") ?? "");
  return new Response(isYaml ? writeYaml(document) : JSON.stringify(document), {
    headers: {
      "content-type": `application/${isYaml ? "yaml" : "json"}; charset=utf-8`,
      etag: etag(version),
      vary: "accept",
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
    },
  });
}

const answers = {
  saved: { status: 200 },
  stale: { status: 409, code: "stale_version" },
  invalid: { status: 422, code: "invalid_policies" },
} as const;

/** The document that stands now, or why nothing was saved. */
export function savedAnswer(request: Request, saved: Saved): Response {
  if (saved.outcome === "saved") return documentAnswer(request, saved.version, saved.document);
  if (saved.outcome === "invalid")
    return reply(answers.invalid, { detail: "Nothing was saved: the document is wrong in these places.", errors: saved.errors });
  const { version, document } = saved;
  const detail = `Nothing was saved: version ${version} is newer than the one that was edited.`;
  return reply({ ...answers.stale, headers: { etag: etag(version) } }, { detail, version, document });
}
