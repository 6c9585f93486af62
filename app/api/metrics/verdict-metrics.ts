import type { Tally } from "#lib/db/tallies.ts";

/** Upper bounds of the latency histogram. */
export const boundsMs = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000] as const;

type Labels = Record<string, string>;

const escaped = (value: string): string => value.replace(/[\\"\n]/g, (char) => (char === "\n" ? "\\n" : `\\${char}`));

function sample(name: string, labels: Labels, value: number): string {
  const written = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
  return `${name}${written.length > 0 ? `{${written.join(",")}}` : ""} ${value}`;
}

const family = (name: string, type: "counter" | "histogram", help: string, samples: readonly string[]): string =>
  [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...samples].join("\n");

/** One sample for each set of labels: the sum over the tallies that have it. */
function counter(
  name: string,
  help: string,
  tallies: readonly Tally[],
  labelsOf: (tally: Tally) => Labels,
  figureOf: (tally: Tally) => number,
): string {
  const groups = Map.groupBy(tallies, (tally) => JSON.stringify(labelsOf(tally)));
  const samples = [...groups].map(([labels, members]) => sample(name, JSON.parse(labels), sum(members, figureOf)));
  return family(name, "counter", help, samples);
}

const sum = (tallies: readonly Tally[], figureOf: (tally: Tally) => number): number =>
  tallies.reduce((total, tally) => total + figureOf(tally), 0);

function latency(name: string, help: string, tallies: readonly Tally[]): string {
  const notAbove = (bound: number): Tally[] =>
    tallies.filter(({ within }) => within >= boundsMs.filter((other) => other >= bound).length);
  const count = sum(tallies, (tally) => tally.count);
  return family(name, "histogram", help, [
    ...boundsMs.map((bound) =>
      sample(
        `${name}_bucket`,
        { le: String(bound / 1000) },
        sum(notAbove(bound), (tally) => tally.count),
      ),
    ),
    sample(`${name}_bucket`, { le: "+Inf" }, count),
    sample(`${name}_sum`, {}, sum(tallies, (tally) => tally.latencyMs) / 1000),
    sample(`${name}_count`, {}, count),
  ]);
}

const modelOf = ({ model }: Tally): string => model ?? "none";

/** What Prometheus reads of verdicts. They are given in other processes, so the figures are those of the whole deployment. */
export function verdictMetrics(tallies: readonly Tally[]): string[] {
  const labels = (tally: Tally): Labels => ({
    severity: tally.severity,
    category: tally.category,
    model: modelOf(tally),
    tier: tally.tier,
  });
  const payer = (tally: Tally): Labels => ({ model: modelOf(tally), category: tally.category });
  return [
    counter("error_classification_total", "Verdicts given", tallies, labels, ({ count }) => count),
    counter("error_classification_cost_usd_total", "What verdicts cost", tallies, payer, ({ costMicros }) => costMicros / 1e6),
    latency("error_classification_latency_seconds", "Time a verdict took", tallies),
  ];
}
