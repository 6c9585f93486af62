import type { MicroPrice } from "#lib/llm/money.ts";
import type { TablePrice } from "#lib/llm/prices.ts";

interface Priced {
  /** Null: unknown. */
  price: TablePrice | null;
}

/** The dearest of the world is assumed where nothing is known at all. */
const dearestKnown: MicroPrice = { input: 10e6, worstInput: 10e6, cached: 10e6, output: 50e6 };

const perMillion = (usd: number): number => Math.round(usd * 1e6);

function known({ price }: Priced): MicroPrice | null {
  if (price?.price.input == null || price.price.output == null) return null;
  const { input, cached_input, output } = price.price;
  return {
    input: perMillion(input),
    worstInput: perMillion(price.worstInput),
    cached: perMillion(cached_input ?? input),
    output: perMillion(output),
  };
}

/** What calls of this model are budgeted at: an unknown price is taken to be the dearest of those that are set up, never nothing. */
export function microPrice(target: Priced, all: readonly Priced[]): MicroPrice {
  const own = known(target);
  if (own) return own;
  const others = all.flatMap((one) => known(one) ?? []);
  if (others.length === 0) return dearestKnown;
  const most = (of: (price: MicroPrice) => number): number => Math.max(...others.map(of));
  const worstInput = most((price) => price.worstInput);
  return { input: worstInput, worstInput, cached: worstInput, output: most((price) => price.output) };
}
