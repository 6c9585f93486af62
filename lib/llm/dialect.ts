import { isObjectOnly } from "./prices.ts";
import { providerAt, quietBody } from "./providers.ts";

/** The forms in which an answer can be asked for, the strictest first. */
export const rungs = ["json_schema", "tool", "json_object", "text"] as const;
export type Rung = (typeof rungs)[number];

/** How a model is spoken to: the form of its answers, and what it does not take. */
export interface Dialect {
  rung: Rung;
  /** `max_completion_tokens` instead of `max_tokens`. */
  completion: boolean;
  temperature: boolean;
  /** Null leaves it to the model. */
  effort: "none" | "minimal" | null;
  /** It is told not to think, and what else its provider wants, in the provider's own words. */
  extras: boolean;
}

/** As it is remembered with the model: `json_object completion no-temperature effort-none plain`. */
export const writeDialect = ({ rung, completion, temperature, effort, extras }: Dialect): string =>
  [rung, completion && "completion", !temperature && "no-temperature", effort && `effort-${effort}`, !extras && "plain"]
    .filter(Boolean)
    .join(" ");

function readDialect(written: string): Dialect | null {
  const [first, ...rest] = written.split(" ");
  const rung = rungs.find((known) => known === first);
  if (!rung) return null;
  const effort = rest.includes("effort-none") ? "none" : rest.includes("effort-minimal") ? "minimal" : null;
  return {
    rung,
    completion: rest.includes("completion"),
    temperature: !rest.includes("no-temperature"),
    effort,
    extras: !rest.includes("plain"),
  };
}

const newest = /^(?:[\w.-]+\/)?(?:gpt-(?:[5-9]|\d{2,})|o[1-9])/;

/** How to begin: what worked last, else what is known of the provider by its address and of the model by its name. */
export function dialectOf(model: string, baseUrl: string, remembered: string | null): Dialect {
  const known = remembered === null ? null : readDialect(remembered);
  if (known) return known;
  const provider = providerAt(baseUrl);
  const thinks = newest.test(model);
  const named = !/(?:^|\/)gpt-/.test(model) || !thinks ? null : /gpt-5(?!\.)/.test(model) ? "minimal" : "none";
  return {
    rung: isObjectOnly(model, baseUrl) ? "json_object" : (provider.rung ?? "json_schema"),
    completion: thinks && provider.completion !== false,
    temperature: !thinks,
    effort: quietBody(provider, model) ? null : named,
    extras: true,
  };
}

const aboutExtras =
  /reasoning|thinking|effort|chat_template|require_parameters|data_collection|unrecogni[sz]ed|extra (?:inputs|fields)|unknown (?:field|parameter|argument)/i;

/** The next form to try after a refusal that says this; null when there is none. */
export function nextDialect(dialect: Dialect, said: string, hasExtras: boolean): Dialect | null {
  if (dialect.effort && /reasoning|effort/i.test(said)) return { ...dialect, effort: null };
  if (dialect.extras && hasExtras && aboutExtras.test(said)) return { ...dialect, extras: false };
  if (dialect.temperature && /temperature/i.test(said)) return { ...dialect, temperature: false };
  if (!dialect.completion && /max_completion_tokens/i.test(said)) return { ...dialect, completion: true };
  if (dialect.completion && /max_completion_tokens|max_tokens/i.test(said)) return { ...dialect, completion: false };
  const rung = rungs[rungs.indexOf(dialect.rung) + 1];
  return rung ? { ...dialect, rung } : null;
}
