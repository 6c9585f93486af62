import { etag } from "#app/api/if-match.ts";
import { readBytes, readJson, readText } from "#app/api/read.ts";
import { reply } from "#app/reply.ts";
import type { PolicyDocument } from "#lib/model/policy.ts";
import type { Saved } from "#lib/pipeline/policies.ts";
import { readYaml, writeYaml } from "#lib/pipeline/policy-yaml.ts";

const yaml = /^\s*(?:application|text)\/(?:x-)?yaml\s*(?:;|,|$)/i;
const first = (header: string | null): string => (header ?? "").split(",").find((part) => !/^\s*\*\/\*/.test(part)) ?? "";

/** The document of a request, as JSON or YAML by its Content-Type. */
export async function readDocument(request: Request): Promise<unknown> {
  if (yaml.test(request.headers.get("content-type") ?? "")) return readYaml(await readText(request));
  return readJson(await readBytes(request));
}

/** The document as the caller likes it; its version is the ETag. */
export function documentAnswer(request: Request, version: number, document: PolicyDocument): Response {
  const isYaml = yaml.test(first(request.headers.get("accept")));
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
