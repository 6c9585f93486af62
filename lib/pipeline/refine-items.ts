import type { PromptItem } from "#lib/classify/prompt.ts";
import { examplesOf } from "#lib/db/gather.ts";
import { signaturesOf } from "#lib/db/labelled.ts";
import { reportById } from "#lib/db/record-report.ts";
import type { Claimed } from "#lib/db/refinements.ts";
import type { Language } from "#lib/model/language.ts";
import { LlmMemory } from "#lib/model/llm-memory.ts";
import type { Subject } from "#lib/model/subject.ts";
import { type Severity, severities } from "#lib/model/taxonomy.ts";
import type { Verdict } from "#lib/model/verdict.ts";
import { type Excerpt, excerpt } from "#lib/report/excerpt.ts";
import { languageOf, projectSettings } from "./projects.ts";
import { subjectOf } from "./subject.ts";
import type { Tools } from "./tools.ts";
import { instantVerdict } from "./verdict.ts";

/** A signature as a model is asked about it. */
export interface Item extends PromptItem {
  hash: string;
  template: string;
  project: string | null;
  /** Its project has a budget of its own. */
  ownBudget: boolean;
  /** Of cause and fix. */
  language: Language;
  severity: Severity;
  error: Excerpt;
  /** What the text alone says. */
  local: Verdict;
  subject: Subject;
  /** What a model said of it before. */
  memory: LlmMemory | null;
  isCut?: true;
}

/** The least that still says what it is, for a model whose window is too small even for one error. */
export function cutHarder({ error: { type, message, status, code }, ...item }: Item): Item {
  const error = {
    ...(type && { type }),
    message: message.slice(0, 150).toWellFormed(),
    ...(status && { status }),
    ...(code && { code }),
  };
  return { ...item, error, isCut: true };
}

export interface Found {
  items: Item[];
  /** Their reports are gone. */
  gone: string[];
  /** No project that has them shows its errors to models. */
  hidden: string[];
}

/** What to ask about the claimed signatures. */
export async function itemsOf(tools: Tools, claimed: readonly Claimed[]): Promise<Found> {
  const { db } = tools;
  const found: Found = { items: [], gone: [], hidden: [] };
  const installationId = claimed[0]?.installationId ?? "";
  const hashes = claimed.map(({ hash }) => hash);
  const [issues, known] = await Promise.all([examplesOf(db, installationId, hashes), signaturesOf(db, installationId, hashes)]);
  for (const { hash, severityRank } of claimed) {
    const issue = issues.find(({ signature }) => signature === hash);
    const kept = issue && (await reportById(db, issue.reportId));
    if (!issue) found.hidden.push(hash);
    else if (kept?.signature !== hash) found.gone.push(hash);
    else {
      const local = instantVerdict(kept.data, { hash, findings: [], memory: null });
      const own = await projectSettings(tools, installationId, issue.project);
      const { template = "", llm = null } = known.get(hash) ?? {};
      found.items.push({
        id: `e${found.items.length + 1}`,
        hash,
        template,
        project: issue.project,
        ownBudget: own.daily_usd !== null || own.monthly_usd !== null,
        language: languageOf(own, tools),
        severity: severities[severityRank] ?? "medium",
        local,
        subject: { ...subjectOf(issue, kept.data, local), signal: null },
        memory: LlmMemory.safeParse(llm).data ?? null,
        error: excerpt(kept.data),
      });
    }
  }
  return found;
}
