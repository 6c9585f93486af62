import type { useFormatter } from "next-intl";

export type Unit = "errors" | "usd";

type Formatter = ReturnType<typeof useFormatter>;

/** Small amounts keep the digits that say something. */
export function usd(format: Formatter, value: number): string {
  const digits = value === 0 ? 0 : value < 0.01 ? 4 : value < 0.1 ? 3 : value < 1000 ? 2 : 0;
  return format.number(value, {
    style: "currency",
    currency: "USD",
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: Math.min(digits, 2),
    maximumFractionDigits: digits,
  });
}

export const written = (format: Formatter, unit: Unit, value: number): string =>
  unit === "usd"
    ? usd(format, value)
    : format.number(value, value >= 100_000 ? { notation: "compact", maximumFractionDigits: 1 } : { maximumFractionDigits: 1 });
