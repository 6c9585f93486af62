import { BadInput } from "#lib/model/errors.ts";
import type { ModelRow, Price } from "#lib/model/spend.ts";
import type { Answer } from "../answer.ts";

type Fields = Readonly<Record<string, string>>;

const amountForm = /^\d{1,7}(?:[.,]\d{1,6})?$/;

/** An amount in USD as people write it; null when the field is empty, undefined when it is no amount. */
export function amountOf(written: string | undefined): number | null | undefined {
  const text = written?.trim() ?? "";
  if (text === "") return null;
  return amountForm.test(text) ? Number(text.replace(",", ".")) : undefined;
}

/** A whole number; null when the field is empty, undefined when it is none. */
function wholeOf(written: string | undefined): number | null | undefined {
  const text = written?.trim() ?? "";
  if (text === "") return null;
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}

const limitNames = ["requests_per_minute", "tokens_per_minute"] as const;

/** What a form says besides model and price; null where it has no such field. */
function readMore(fields: Fields): { more: object; wrong: string[] } {
  const limits = limitNames.filter((name) => name in fields).map((name) => [name, wholeOf(fields[name])] as const);
  const more = { ...Object.fromEntries(limits), ...("match" in fields && { match: fields.match?.trim() || null }) };
  return { more, wrong: limits.flatMap(([name, limit]) => (limit === undefined ? [name] : [])) };
}

/** What the model list is asked to hold for a form; faults by the name of the field. */
export function readModel(form: Fields): { ok: true; model: object } | Answer {
  const { key, enabled, input, cached_input, output, tier, base_url, model } = form;
  const { more, wrong: odd } = readMore(form);
  if (odd.length > 0) return { ok: false, fields: Object.fromEntries(odd.map((name) => [name, "whole"])) };
  const amounts = { input: amountOf(input), cached_input: amountOf(cached_input), output: amountOf(output) };
  const wrong = Object.entries(amounts).filter(([, amount]) => amount === undefined);
  if (wrong.length > 0) return { ok: false, fields: Object.fromEntries(wrong.map(([name]) => [name, "amount"])) };
  const isHalf = (amounts.input === null) !== (amounts.output === null);
  if (isHalf) return { ok: false, fields: { [amounts.input === null ? "input" : "output"]: "priceHalf" } };
  const price = amounts.input === null ? null : (amounts as Price);
  return { ok: true, model: { tier, base_url, model, ...more, price, enabled: enabled !== undefined, ...(key && { key }) } };
}

/** A row of the list as it can be handed back: its own price only, so that the table's may change. */
export const kept = ({ fixed: _, price_source: source, fault: __, doubt: ___, price, ...row }: ModelRow): object => ({
  ...row,
  price: source === "yours" ? price : null,
});

/** What is wrong at `models[2].base_url` said at the field it is about, when that is of the row in the form. */
export function faultsOf(error: unknown, row: number): Answer {
  if (!(error instanceof BadInput)) throw error;
  const said = error.faults.flatMap(({ path, message }) => {
    const { at, name } = /^models\[(?<at>\d+)\]\.(?<name>\w+)/.exec(path)?.groups ?? {};
    return name && Number(at) === row ? [[name, message.replace(/^./, (first) => first.toUpperCase())]] : [];
  });
  if (said.length === 0) throw error;
  return { ok: false, fields: Object.fromEntries(said) };
}
