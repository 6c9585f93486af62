import { after } from "node:test";
import type { Tools } from "#lib/pipeline/tools.ts";
import { type LlmStandIn, startLlm } from "../standins/llm.ts";
import { deliverAndTriage, ownTools } from "./tools.ts";
import { errorBody } from "./webhooks.ts";

interface Own {
  tools: Tools;
  llm: LlmStandIn;
  /** The environment that both were made with. */
  env: Record<string, string>;
}

/** Tools that ask a stand-in of their own, at once unless told otherwise. */
export async function ownRefinery(env: Record<string, string> = {}, options: Parameters<typeof startLlm>[0] = {}): Promise<Own> {
  const llm = await startLlm(options);
  after(() => llm.close());
  const all = {
    LLM_BASE_URL: llm.baseUrl,
    LLM_API_KEY: llm.key,
    LLM_MODEL_FAST: "gpt-4.1-mini",
    LLM_FLUSH_SECONDS: "0",
    LLM_TIMEOUT_SECONDS: "3",
    ...env,
  };
  return { tools: await ownTools(all), llm, env: all };
}

export interface Happens {
  issue: string;
  type: string;
  value: string;
  environment?: string;
  project?: string;
  level?: string;
}

/** An error arrives and gets its instant verdict. */
export function happens(tools: Tools, { project, level, ...error }: Happens): Promise<unknown> {
  const body = errorBody({ ...error, llm: false }) as { data: { error: object } };
  Object.assign(body.data.error, { ...(project && { project_slug: project }), ...(level && { level }) });
  return deliverAndTriage(tools, "error", body);
}

export const standing = (tools: Tools, issue: string) =>
  tools.db.issue
    .findFirstOrThrow({ where: { sentryIssueId: issue } })
    .then(({ verdictId }) => tools.db.verdict.findUniqueOrThrow({ where: { id: verdictId ?? "" } }));

/** Makes everything that was put off due now, as if its time had passed. */
export async function timePasses({ db }: Tools): Promise<void> {
  await db.$executeRaw`UPDATE "Refinement" SET "dueAt" = now() - interval '1 second', "claimedUntil" = now() - interval '1 second' WHERE "state" IN ('waiting', 'asking')`;
  await db.$executeRaw`UPDATE "LlmModel" SET "faultUntil" = now() - interval '1 second' WHERE "faultUntil" IS NOT NULL`;
  await db.$executeRaw`UPDATE "Setting" SET "value" = "value" || '{"faultUntil": null}' WHERE "key" LIKE 'llm:%'`;
}
