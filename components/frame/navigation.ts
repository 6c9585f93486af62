import { CircleDollarSign, Gauge, Inbox, ListChecks, Route, Settings, Siren } from "lucide-react";

/** The pages of the rail, in its order, each with the key that leads there after `g`. */
export const navigation = [
  { href: "/", name: "now", key: "n", icon: Gauge },
  { href: "/issues", name: "triage", key: "t", icon: Inbox },
  { href: "/incidents", name: "incidents", key: "i", icon: Siren },
  { href: "/costs", name: "costs", key: "c", icon: CircleDollarSign },
  { href: "/policies", name: "policies", key: "p", icon: Route },
  { href: "/rules", name: "rules", key: "r", icon: ListChecks },
  { href: "/settings", name: "settings", key: "s", icon: Settings },
] as const;

/** Whether the page at `path` belongs to this entry: itself, or what lies below it. */
export const isCurrent = (href: string, path: string): boolean =>
  href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`);
