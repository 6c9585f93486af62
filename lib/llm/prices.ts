import type { Price } from "#lib/model/spend.ts";
import table from "./prices.json" with { type: "json" };

type Row = (typeof table.models)[number] & { cache_write?: number; base_url?: string; from?: string; until?: string };

/** Hosts of those who set the prices; elsewhere the dearest price of the name counts. */
const hosts: Readonly<Record<string, string>> = {
  "api.openai.com": "openai",
  "api.anthropic.com": "anthropic",
  "generativelanguage.googleapis.com": "google",
  "api.deepseek.com": "deepseek",
  "api.mistral.ai": "mistral",
  "api.x.ai": "xai",
  "api.groq.com": "groq",
  "api.cerebras.ai": "cerebras",
  "api.together.xyz": "together",
  "api.deepinfra.com": "deepinfra",
  "api.moonshot.ai": "moonshotai",
  "api.holysheep.ai": "holysheep",
};

/** `models/gemini-2.5-flash`, `openai/gpt-4o` and `gpt-4o-2024-08-06` as the plain name of the family. */
const plain = (model: string): string =>
  model
    .toLowerCase()
    .replace(/^(?:models|openai|anthropic|google|deepseek|mistralai|x-ai)\//, "")
    .replace(/-(?:20\d{2}-\d{2}-\d{2}|20\d{6}|latest)$/, "");

/** Some prices are announced before they hold. */
const holds = ({ from = "", until = "9999" }: Row, day: string): boolean => from <= day && day <= until;

function rowsOf(model: string, baseUrl: string): Row[] {
  const today = new Date().toISOString().slice(0, 10);
  const named = (table.models as Row[]).filter((row) => plain(row.model) === plain(model) && holds(row, today));
  const provider = hosts[URL.parse(baseUrl)?.hostname ?? ""];
  const own = named.filter((row) => row.provider === provider);
  return own.length > 0 ? own : named.filter((row) => row.base_url === undefined);
}

export interface TablePrice {
  price: Price;
  /** What an input token costs at most: some providers charge more for what they put into their cache. */
  worstInput: number;
}

/** What our own table says a model costs, in USD per million tokens; null when it is not in it. */
export function tablePrice(model: string, baseUrl: string): TablePrice | null {
  const [row] = rowsOf(model, baseUrl).toSorted((a, b) => b.output - a.output || b.input - a.input);
  if (!row) return null;
  const { input, cached_input, output, cache_write } = row;
  return { price: { input, cached_input, output }, worstInput: Math.max(input, cache_write ?? 0) };
}

/** Whether the model is known to take no JSON schema. */
export const isObjectOnly = (model: string, baseUrl: string): boolean => rowsOf(model, baseUrl)[0]?.json === "object";

export const pricesAsOf: string = table.as_of;
