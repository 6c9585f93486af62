import { isObjectOnly } from "./prices.ts";

export const rungs = ["json_schema", "json_object", "text"] as const;
export type Rung = (typeof rungs)[number];

/** How a model is spoken to: the form of its answers, and what it does not take. */
export interface Dialect {
  rung: Rung;
  /** `max_completion_tokens` instead of `max_tokens`. */
  completion: boolean;
  temperature: boolean;
  /** Null leaves it to the model. */
  effort: "none" | "minimal" | null;
}

/** As it is remembered with the model: `json_object completion no-temperature effort-none`. */
export const writeDialect = ({ rung, completion, temperature, effort }: Dialect): string =>
  [rung, completion && "completion", !temperature && "no-temperature", effort && `effort-${effort}`].filter(Boolean).join(" ");

function readDialect(written: string): Dialect | null {
  const [first, ...rest] = written.split(" ");
  const rung = rungs.find((known) => known === first);
  if (!rung) return null;
  const effort = rest.includes("effort-none") ? "none" : rest.includes("effort-minimal") ? "minimal" : null;
  return { rung, completion: rest.includes("completion"), temperature: !rest.includes("no-temperature"), effort };
}

const newest = /^(?:[\w.-]+\/)?(?:gpt-(?:[5-9]|\d{2,})|o[1-9])/;

/** How to begin: what worked last, else what is known of the model by its name. */
export function dialectOf(model: string, baseUrl: string, remembered: string | null): Dialect {
  const known = remembered === null ? null : readDialect(remembered);
  if (known) return known;
  const thinks = newest.test(model);
  const effort = !/(?:^|\/)gpt-/.test(model) || !thinks ? null : /gpt-5(?!\.)/.test(model) ? "minimal" : "none";
  return { rung: isObjectOnly(model, baseUrl) ? "json_object" : "json_schema", completion: thinks, temperature: !thinks, effort };
}

/** The next form to try after a refusal that says this; null when there is none. */
export function nextDialect(dialect: Dialect, said: string): Dialect | null {
  if (dialect.effort && /reasoning|effort/i.test(said)) return { ...dialect, effort: null };
  if (dialect.temperature && /temperature/i.test(said)) return { ...dialect, temperature: false };
  if (!dialect.completion && /max_completion_tokens/i.test(said)) return { ...dialect, completion: true };
  if (dialect.completion && /max_completion_tokens/i.test(said)) return { ...dialect, completion: false };
  const rung = rungs[rungs.indexOf(dialect.rung) + 1];
  return rung ? { ...dialect, rung } : null;
}
