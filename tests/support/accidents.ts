import assert from "node:assert/strict";
import { refine } from "#lib/pipeline/refine.ts";
import { type LlmScript, riddle } from "../standins/llm.ts";
import { happens, ownRefinery, standing, timePasses } from "./riddles.ts";
import { movableClock } from "./tools.ts";

interface Asked {
  issue: string;
  calls: number;
}

/** Tools with a clock that is moved, and a stand-in that has accidents. */
export async function ownAccidents() {
  const clock = movableClock();
  const { tools: own, llm } = await ownRefinery({ LLM_TIMEOUT_SECONDS: "1", LLM_DAILY_BUDGET_USD: "100" });
  const tools = { ...own, clock: clock.now };
  const { db } = tools;
  let n = 100;
  const next = (): number => ++n;

  /** One unsure error, asked about while the stand-in answers by the script. */
  async function asked(...scripts: LlmScript[]): Promise<Asked> {
    const issue = `fault-${next()}`;
    await happens(tools, { issue, ...riddle("database", n) });
    const before = llm.calls.length;
    llm.script(...scripts);
    await refine(tools);
    return { issue, calls: llm.calls.length - before };
  }

  const state = (issue: string) =>
    db.issue
      .findFirstOrThrow({ where: { sentryIssueId: issue } })
      .then(({ signature }) => db.refinement.findFirstOrThrow({ where: { hash: signature ?? "" } }));
  const fault = async (): Promise<{ fault?: string | null; faultUntil?: string | null } | undefined> =>
    (await db.setting.findFirst({ where: { key: { startsWith: "llm:" } } }))?.value as never;

  /** The pause is over and the provider works. */
  async function recovers(issue: string): Promise<void> {
    clock.pass(16 * 60_000);
    await timePasses(tools);
    await refine(tools);
    assert.equal((await standing(tools, issue)).category, "database");
    assert.equal((await fault())?.fault, null);
  }
  return { tools, db, llm, clock, next, asked, state, fault, recovers };
}
