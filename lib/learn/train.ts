import { type Chances, chancesFrom } from "#lib/classify/chances.ts";
import { signsOf, type Words, wordsFrom } from "#lib/classify/combine.ts";
import { judge } from "#lib/classify/judge.ts";
import { retrySigns } from "#lib/classify/retry-chance.ts";
import { readWeights, type WeightsFile, wordScores } from "#lib/classify/weights.ts";
import { fingerprint } from "./fingerprint.ts";
import { type Graded, type Metrics, measure } from "./metrics.ts";
import { type Fitted, pack, packWords, toThousandth } from "./pack.ts";
import { commonRows, type Labelled, type Row, rowsOf } from "./rows.ts";
import { fitRetry, fitSigns } from "./signs.ts";
import { thresholdFor } from "./threshold.ts";
import { fitWords, type WordRow } from "./words.ts";

/** Least share of right ones, surely, among verdicts given without provisional. */
const wanted = 0.96;
/** And among retries advised: sending a doomed request again costs more than not sending a good one. */
const wantedOfRetries = 0.972;

type Trust = Pick<Fitted, "signs" | "retrySigns">;
/** An error and what words say of it that were learnt without it. */
type Told = { row: Row; words: Words };
/** One fold: the words learnt without it, and its own errors. */
type Fold = { words: WeightsFile["words"]; told: Told[] };

export type Progress = (done: string) => void;
export type Trained = { weights: WeightsFile; measured: Metrics };

function foldsOf(rows: readonly Row[], known: readonly WordRow[], folds: number, progress: Progress): Fold[] {
  return Array.from({ length: folds }, (_, fold) => {
    const words = packWords(fitWords([...rows.filter((row) => row.fold !== fold), ...known]));
    const { words: read } = readWeights(pack({ ...untrusted, words }));
    const own = rows.filter((row) => row.fold === fold && row.isUnseen);
    progress(`fold ${fold + 1} of ${folds}`);
    return { words, told: own.map((row) => ({ row, words: wordsFrom(wordScores({ words: read }, row.features)) })) };
  });
}

const untrusted = { trained: { rows: 0, calibrated: 0, from: "" }, accepted: 1, retryFrom: 1, signs: [], retrySigns: [] };

/** How far rules and words are trusted, learnt on errors that neither was tuned with. */
function trustFrom(told: readonly Told[]): Trust {
  const held = told.map(({ row, words }) => ({ row, words, signs: signsOf(row.matches, words.logs) }));
  const signs = fitSigns(held.map((one) => ({ signs: one.signs, category: one.row.category })));
  const retry = held.map(({ row, words }) => {
    const { categories } = chancesFrom(row.facts, row.matches, words, { signs, retrySigns: [] });
    return { signs: retrySigns(row.facts, row.matches, categories, words.odds), retry: row.retry };
  });
  return { signs, retrySigns: fitRetry(retry) };
}

const chancesBy = (trust: Trust, { row, words }: Told): Chances => chancesFrom(row.facts, row.matches, words, trust);

/** Each fold's trust is learnt on the others, so that no error is measured by what it taught. */
function thresholds(folds: readonly Fold[], trusts: readonly Trust[]): Pick<Fitted, "accepted" | "retryFrom"> {
  const found = folds.flatMap(({ told }, at) =>
    told.map((one) => ({ row: one.row, chances: chancesBy(trusts[at] ?? untrusted, one) })),
  );
  const sure = found.map(({ row, chances: { categories } }) => {
    const confidence = Math.max(...categories);
    return { confidence: toThousandth(confidence), right: categories.indexOf(confidence) === row.category };
  });
  const retry = found.map(({ row, chances }) => ({ confidence: toThousandth(chances.retry), right: row.retry }));
  return { accepted: thresholdFor(sure, wanted), retryFrom: thresholdFor(retry, wantedOfRetries) };
}

function graded({ truth, report }: Row, weights: WeightsFile): Graded {
  const said = judge(report, { signature: "", findings: [], memory: null }, "en", readWeights(weights));
  const { category, confidence, should_retry, severity, provisional } = said;
  return { truth, said: { category, confidence, retry: should_retry, severity, provisional } };
}

/** Weights from labelled errors, and how good they are on those among them that nothing was tuned with. The same errors give the same weights. */
export function train(labelled: readonly Labelled[], folds: number, progress: Progress): Trained {
  const rows = rowsOf(labelled, folds);
  const known = commonRows();
  const found = foldsOf(rows, known, folds, progress);
  const told = found.flatMap((fold) => fold.told);
  const trusts = found.map((fold) => trustFrom(told.filter((one) => !fold.told.includes(one))));
  const trained = { rows: rows.length, calibrated: told.length, from: fingerprint(rows, known) };
  const common = { trained, ...thresholds(found, trusts) };
  progress("thresholds");
  const measured = found.flatMap((fold, at) => {
    const weights = pack({ ...common, ...(trusts[at] ?? untrusted), words: fold.words });
    return fold.told.map(({ row }) => graded(row, weights));
  });
  progress("measured");
  const words = packWords(fitWords([...rows, ...known]));
  return { weights: pack({ ...common, ...trustFrom(told), words }), measured: measure(measured) };
}
