import { addressOf, type SearchParams } from "#components/address.ts";
import { type CostRange, costRanges } from "#lib/model/figures.ts";

export const breakdowns = ["day", "tier", "project", "category"] as const;
export type Breakdown = (typeof breakdowns)[number];

export interface CostFilter {
  range: CostRange;
  by: Breakdown;
}

const usual: CostFilter = { range: "30d", by: "tier" };

/** No address can break the page: what is not known is passed over. */
export const readFilter = ({ range, by }: SearchParams): CostFilter => ({
  range: costRanges.find((one) => one === range) ?? usual.range,
  by: breakdowns.find((one) => one === by) ?? usual.by,
});

/** The address of the page with some of its filter changed; what is usual is not said. */
export function hrefOf(filter: CostFilter, change: Partial<CostFilter> = {}): string {
  const { range, by } = { ...filter, ...change };
  return addressOf("/costs", {
    range: range === usual.range ? undefined : range,
    by: by === usual.by ? undefined : by,
  });
}
