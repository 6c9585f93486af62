import { ConfigurationError } from "#lib/model/errors.ts";
import type { Preset } from "#lib/model/preset.ts";
import { askAbout } from "#lib/pipeline/ask-about.ts";
import { isUsable, type Target } from "#lib/pipeline/refine-targets.ts";
import { readSettings } from "#lib/pipeline/settings.ts";
import { environment } from "./environment.ts";
import { type Evaluation, evaluationOf, percentiles, type Row } from "./evaluate.ts";
import { openModels } from "./models.ts";
import { openPurse, type Purse } from "./purse.ts";

/** What production would say: models for what is unsure. Null, and said, when nobody can be asked. */
export async function evaluateCascade(rows: readonly Row[], preset: Preset): Promise<Evaluation | null> {
  const opened = await openModels("en");
  if ("why" in opened) {
    console.error(`verdict: ${opened.why} --tier full answers as --tier local.`);
    return null;
  }
  const { models, close } = opened;
  const verdicts = await models.judge(rows.map(({ understood }) => understood)).finally(close);
  return evaluationOf(rows, verdicts, preset);
}

/** One model for every error, as if no other were set up. */
const alone = (target: Target): Target => ({ ...target, tier: "llm-fast", match: null, enabled: true });

async function targetFor(purse: Purse, model: string): Promise<Target> {
  const found = purse.targets.find((target) => target.model === model) ?? (await purse.targetFor(model));
  if (found && isUsable(alone(found), new Date())) return alone(found);
  throw new ConfigurationError(
    found?.fault ??
      `${model} cannot be asked: set LLM_API_KEY (and LLM_BASE_URL where it is not OpenAI’s), or add it in the settings.`,
  );
}

/** Each model is asked about every row, one model after the other, all out of one purse. */
export async function evaluateModels(
  rows: readonly Row[],
  { models, preset }: { models: readonly string[]; preset: Preset },
): Promise<[string, Evaluation][]> {
  const purse = await openPurse(readSettings(environment()));
  try {
    const targets = await Promise.all(models.map((model) => targetFor(purse, model)));
    const found: [string, Evaluation][] = [];
    for (const target of targets) found.push([target.model, await evaluateOne(rows, target, { ...purse, preset })]);
    return found;
  } finally {
    await purse.close();
  }
}

/** The figures are of the rows that it was asked about and gave a valid answer to; the share that it did is one of them. */
async function evaluateOne(
  rows: readonly Row[],
  target: Target,
  { books, settings, preset }: Purse & { preset: Preset },
): Promise<Evaluation> {
  const reports = rows.map(({ understood }) => understood);
  const options = { all: true, batch: settings.LLM_BATCH_SIZE, shared: books };
  const { verdicts, answered, asked, failure } = await askAbout(reports, [target], options);
  const isAnswered = reports.map(({ signature }) => answered.has(signature.hash));
  const evaluation = evaluationOf(
    rows.filter((_, at) => isAnswered[at]),
    verdicts.filter((_, at) => isAnswered[at]),
    preset,
  );
  if (failure) console.error(`verdict: ${target.model}: ${failure} ${answered.size} of ${asked} signatures were answered.`);
  const said = [...answered.values()];
  return {
    ...evaluation,
    valid_answers: asked === 0 ? null : answered.size / asked,
    cost_usd: said.reduce((sum, { costMicros }) => sum + costMicros, 0) / 1e6,
    latency_ms: percentiles(said.map(({ latencyMs }) => latencyMs)),
  };
}
