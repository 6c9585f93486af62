import { useFormatter } from "next-intl";

export function Confidence({ value }: { value: number }) {
  const format = useFormatter();
  return <span>{format.number(value, { style: "percent", maximumFractionDigits: 0 })}</span>;
}
