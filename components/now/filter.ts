import { addressOf, type SearchParams } from "#components/address.ts";
import { type NowRange, nowRanges } from "#lib/model/figures.ts";

export interface NowFilter {
  range: NowRange;
  by: "category" | "severity";
}

const usual: NowFilter = { range: "24h", by: "category" };

/** No address can break the page: what is not known is passed over. */
export const readFilter = ({ range, by }: SearchParams): NowFilter => ({
  range: nowRanges.find((one) => one === range) ?? usual.range,
  by: by === "severity" ? "severity" : usual.by,
});

/** The address of the page with some of its filter changed; what is usual is not said. */
export function hrefOf(filter: NowFilter, change: Partial<NowFilter> = {}): string {
  const { range, by } = { ...filter, ...change };
  return addressOf("/", {
    range: range === usual.range ? undefined : range,
    by: by === usual.by ? undefined : by,
  });
}
