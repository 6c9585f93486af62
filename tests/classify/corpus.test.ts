import assert from "node:assert/strict";
import { test } from "node:test";
import { judge } from "#lib/classify/judge.ts";
import { type Graded, measure } from "#lib/learn/metrics.ts";
import { understand } from "#lib/pipeline/verdict.ts";
import { type CorpusFile, corpusFiles, reportsIn } from "../corpus/read.ts";

/** A little under what was measured, so that a row that does harm shows. */
const floors: Partial<
  Record<CorpusFile, { accuracy: number; withAlt: number; macroF1: number; retry: number; kappa: number; coverage: number }>
> = {
  "golden.jsonl": { accuracy: 0.9, withAlt: 0.925, macroF1: 0.895, retry: 0.97, kappa: 0.87, coverage: 0.82 },
  "general.jsonl": { accuracy: 0.95, withAlt: 0.98, macroF1: 0.74, retry: 0.95, kappa: 0.9, coverage: 0.97 },
  "llm.jsonl": { accuracy: 0.975, withAlt: 0.985, macroF1: 0.96, retry: 0.97, kappa: 0.94, coverage: 0.97 },
  "more.jsonl": { accuracy: 0.985, withAlt: 0.985, macroF1: 0.97, retry: 0.97, kappa: 0.93, coverage: 0.97 },
};

function graded(file: CorpusFile): Graded[] {
  return reportsIn(file).map(({ row, report }) => {
    const verdict = judge(report, { signature: "", findings: [], memory: null });
    return {
      truth: { category: row.category, alt: row.alt ?? null, retry: row.should_retry, severity: row.severity },
      said: {
        category: verdict.category,
        confidence: verdict.confidence,
        retry: verdict.should_retry,
        severity: verdict.severity,
        provisional: verdict.provisional,
      },
    };
  });
}

for (const file of corpusFiles) {
  const floor = floors[file];
  if (!floor) continue;
  test(`${file} is judged no worse than it was`, () => {
    const measured = measure(graded(file));
    const pairs: [string, number | undefined, number][] = [
      ["accuracy", measured.accuracy?.value, floor.accuracy],
      ["accuracy with a second category", measured.accuracy_with_alt?.value, floor.withAlt],
      ["macro-F1", measured.macro_f1?.value, floor.macroF1],
      ["retry precision", measured.retry_precision?.value, floor.retry],
      ["severity kappa", measured.severity_kappa?.value, floor.kappa],
      ["coverage at 95 %", measured.coverage_at_95?.value, floor.coverage],
    ];
    for (const [name, value, least] of pairs)
      assert.ok(value !== undefined && value >= least, `${name}: ${value} under ${least}`);
    assert.ok((measured.calibration_error ?? 1) < 0.1, `calibration error ${measured.calibration_error}`);
  });
}

test("the labelled errors cover every category", () => {
  const seen = new Set(corpusFiles.flatMap((file) => reportsIn(file).map(({ row }) => row.category)));
  assert.equal(seen.size, 17);
});

test("ids are unique within a file", () => {
  for (const file of corpusFiles) {
    const ids = reportsIn(file).map(({ row }) => row.id);
    assert.equal(new Set(ids).size, ids.length, file);
  }
});

test("no error of the golden set has the signature of one that is learnt from", () => {
  const signatures = (file: CorpusFile) =>
    reportsIn(file).map(({ row, report }) => ({ id: row.id, ...understand(report).signature }));
  const learnt = new Set(
    corpusFiles.filter((file) => file !== "golden.jsonl").flatMap((file) => signatures(file).map(({ hash }) => hash)),
  );
  const golden = signatures("golden.jsonl");
  assert.deepEqual(
    golden.filter(({ hash }) => learnt.has(hash)).map(({ id }) => id),
    [],
  );
  assert.ok(golden.length >= 600, `${golden.length}`);
});

test("of the golden set what is given without provisional is surely right, and confidence is true", () => {
  const rows = graded("golden.jsonl");
  const { accepted, accepted_accuracy: right, confident_and_wrong_of_all: wrong, calibration_error: error } = measure(rows);
  assert.ok(rows.length >= 600);
  assert.ok((accepted?.value ?? 0) >= 0.65 && (right?.value ?? 0) >= 0.95, `${accepted?.value} given, ${right?.value} right`);
  assert.ok((wrong?.value ?? 1) <= 0.03 && (error ?? 1) <= 0.06, `${wrong?.value} wrong, calibration error ${error}`);
});
