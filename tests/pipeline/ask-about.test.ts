import assert from "node:assert/strict";
import { after, test } from "node:test";
import { fromJsonl } from "#lib/model/jsonl.ts";
import { categories } from "#lib/model/taxonomy.ts";
import { outsideRequest } from "#lib/outside/request.ts";
import { type AboutOptions, askAbout } from "#lib/pipeline/ask-about.ts";
import { targetsOf } from "#lib/pipeline/refine-targets.ts";
import { readSettings } from "#lib/pipeline/settings.ts";
import { instantVerdict, type Understood, understand } from "#lib/pipeline/verdict.ts";
import { riddle, startLlm } from "../standins/llm.ts";
import { type Labelled, labelledIn, modelThatIsRight, random } from "../support/simulated.ts";

const llm = await startLlm({ models: ["gpt-6-luna", "gpt-6-sol"] });
after(() => llm.close());
const settings = readSettings({
  DATABASE_URL: "postgres://nobody@127.0.0.1/none",
  LLM_BASE_URL: llm.baseUrl,
  LLM_API_KEY: llm.key,
  LLM_MODEL_FAST: "gpt-6-luna",
  LLM_MODEL_STRONG: "gpt-6-sol",
});
const request = (sent: Parameters<typeof outsideRequest>[1]) => outsideRequest({ allowPrivate: "all" }, sent);
const sealKeys = () => assert.fail("nothing is sealed here");
const limits = { requests: 1e9, tokens: 1e12 };

/** Without any database; a minute holds whatever is asked of it. */
async function about(reports: readonly Understood[], options: AboutOptions = {}, isAlone = false) {
  const all = (await targetsOf({ settings, request, db: null, sealKeys })).map((target) => ({ ...target, limits }));
  llm.calls.length = 0;
  const told = await askAbout(reports, isAlone ? all.filter(({ tier }) => tier === "llm-fast") : all, options);
  assert.deepEqual(llm.faults, []);
  assert.equal(told.calls.micros, llm.spent(), "both ledgers agree");
  return told;
}

const riddles = (count: number): Understood[] =>
  Array.from({ length: count }, (_, n) => {
    const { type, value } = riddle(categories[n % 16]!, n);
    return understand(fromJsonl({ message: value, exception_type: type }));
  });
const isRight = ({ category, alt }: Labelled, said: string): boolean => said === category || said === alt;
const share = (rows: readonly Labelled[], verdicts: readonly { category: string }[]): number =>
  rows.filter((row, at) => isRight(row, verdicts[at]!.category)).length / rows.length;
const local = ({ report, signature }: Understood) => instantVerdict(report, { hash: signature.hash, findings: [], memory: null });

test("ten thousand equal errors are one item, and each gets its answer", async () => {
  llm.always(null);
  const [one] = riddles(1);
  const told = await about(
    Array.from({ length: 10_000 }, () => one!),
    {},
    true,
  );
  assert.deepEqual([llm.calls.length, llm.calls[0]?.items.length, told.asked, told.valid], [1, 1, 1, 1]);
  assert.ok(told.verdicts.every(({ category, tier }) => category === categories[0] && tier === "llm-fast"));
});

test("a limit is never exceeded, not by a micro-dollar, and what it does not reach keeps what the text says", async () => {
  for (const most of [0, 1, 5000, 15_000]) {
    const told = await about(riddles(400), { most, parallel: 6, all: true });
    assert.ok(llm.spent() <= most, `${llm.spent()} of ${most}`);
    assert.match(told.failure ?? "", /budget of this run is used up/);
    assert.equal(told.verdicts.length, 400);
    assert.equal(told.verdicts.filter(({ tier }) => tier === "llm-fast").length > 0, most >= 5000);
  }
});

test("throttling is waited for as told, and who is refused is not asked again", async () => {
  llm.script({ status: 429, headers: { "retry-after-ms": "300" }, body: {} });
  const began = performance.now();
  const told = await about(riddles(5), { parallel: 1 }, true);
  assert.deepEqual([told.valid, told.failure], [5, null]);
  assert.ok(performance.now() - began > 250);
  llm.always({ status: 401, body: {} });
  const refused = await about(riddles(30), { parallel: 2 }, true);
  assert.match(refused.failure ?? "", /refuses the key/);
  assert.ok(llm.calls.length <= 2);
  llm.always(null);
});

const rows = labelledIn("train-a", "train-b").filter((_, n) => n % 3 === 0);

for (const [right, strong] of [
  [0.9, 0.93],
  [0.95, 0.98],
  [0.99, 0.99],
] as const)
  test(`with a model that is right in ${right * 100} of 100 the whole is right, and what both agree on is surer`, async (t) => {
    const before = share(
      rows,
      rows.map(({ understood }) => local(understood)),
    );
    llm.always(modelThatIsRight({ "gpt-6-luna": right, "gpt-6-sol": strong }, rows, 7));
    const told = await about(rows.map(({ understood }) => understood));
    const accuracy = share(rows, told.verdicts);
    assert.ok(accuracy > before - 0.005, `${accuracy} after ${before}`); // the local model was trained on these very rows
    t.diagnostic(`${told.asked} asked about: ${before.toFixed(4)} by text alone, ${accuracy.toFixed(4)} with models`);
    const agreed = told.verdicts.flatMap((verdict, at) =>
      verdict.tier === "llm-fast" && verdict.confidence > 0.95 ? [[verdict, rows[at]!] as const] : [],
    );
    const held = agreed.filter(([verdict, row]) => isRight(row, verdict.category)).length;
    assert.ok(held >= 0.95 * agreed.length, `${held} of ${agreed.length} that both agreed on`);
    assert.ok(told.asked < rows.length / 2 && told.valid === told.asked);
  });

/** Those of whom one of so many events tells, when the nth is told of 1/n as often as the first. */
function happening(all: readonly Labelled[], events: number, draw: () => number): Labelled[] {
  const order = all.toSorted(() => draw() - 0.5);
  let whole = 0;
  const upTo = order.map((_, n) => {
    whole += 1 / (n + 1);
    return whole;
  });
  const seen = new Set<Labelled>();
  for (let event = 0; event < events; event++) {
    const at = draw() * whole;
    seen.add(order[upTo.findIndex((sum) => sum >= at)] ?? order[0]!);
  }
  return [...seen];
}

test("fifty thousand events of five thousand signatures take at most 1,200 calls and 2.50 dollars", async (t) => {
  const all = labelledIn("train-a", "train-b", "general", "llm", "more").slice(0, 5000);
  const happened = happening(all, 50_000, random(3));
  llm.always(modelThatIsRight({ "gpt-6-luna": 0.95, "gpt-6-sol": 0.98 }, all, 11));
  for (const everything of [false, true]) {
    const told = await about(
      happened.map(({ understood }) => understood),
      { all: everything },
    );
    const seenBy = `${happened.length} signatures, ${told.asked} asked about`;
    assert.ok(told.calls.calls <= 1200, `${told.calls.calls} calls: ${seenBy}`);
    assert.ok(told.calls.micros <= 2_500_000, `${told.calls.micros} micro-dollars: ${seenBy}`);
    assert.ok(share(happened, told.verdicts) > 0.95);
    t.diagnostic(`${seenBy}: ${told.calls.calls} calls, ${told.calls.micros / 1e6} USD`);
  }
});
