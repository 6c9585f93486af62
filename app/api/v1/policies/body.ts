import { etag } from "#app/api/if-match.ts";
import { readBytes, readJson, readText } from "#app/api/read.ts";
import type { PolicyDocument } from "#lib/model/policy.ts";
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
