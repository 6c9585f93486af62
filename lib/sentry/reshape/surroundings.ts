import { z } from "zod";
import type { LlmContext, Report } from "#lib/model/report.ts";
import type { Thrown } from "./exception.ts";
import { httpStatus, object, text } from "./wire.ts";

type Said = { contexts: Record<string, unknown>; extra: Record<string, unknown>; tags: Record<string, string> };

const place = object.pipe(z.object({ service: text, region: text, version: text }));

/** Which service, where, and in which version, as `ai_metadata` or the tags name it. */
export function serviceOf({ contexts, extra, tags }: Said): z.infer<typeof place> {
  const named = place.parse(extra.ai_metadata ?? contexts.ai_metadata);
  return { service: named.service ?? tags.service ?? null, region: named.region ?? tags.region ?? null, version: named.version };
}

/** What the application itself took the error for (`ai_classification`), as tags, so that rules and searches see it. */
export function ownJudgement(contexts: Record<string, unknown>): Record<string, string> {
  const told = Object.entries(object.parse(contexts.ai_classification)).slice(0, 20);
  const pairs = told.map(([name, value]) => [`ai_classification.${name}`, text.parse(value)] as const);
  return Object.fromEntries(pairs.flatMap(([name, value]) => (value === null || name.endsWith(".type") ? [] : [[name, value]])));
}

const thrownExtra = object.pipe(z.object({ status: httpStatus, statusCode: httpStatus, code: text }));
const response = object.pipe(z.object({ status_code: httpStatus }));
const statusTags = ["http_status", "http.status_code", "http.response.status_code", "status_code"];

type Recorded = Omit<Said, "extra"> & { llm: LlmContext | null; thrown: Thrown | undefined };

/** Status and code as the SDK or the application recorded them: in the LLM context, in tags, or in the context the SDK names after the error. */
export function recordedOf({ llm, contexts, tags, thrown }: Recorded): Pick<Report, "httpStatus" | "code"> {
  const own = thrownExtra.parse(thrown?.type ? contexts[thrown.type] : null);
  const tagged = statusTags.map((tag) => httpStatus.parse(tags[tag])).find((status) => status !== null);
  return {
    httpStatus: llm?.status ?? tagged ?? own.status ?? own.statusCode ?? response.parse(contexts.response).status_code,
    code: llm?.code ?? own.code ?? thrown?.errno ?? null,
  };
}
