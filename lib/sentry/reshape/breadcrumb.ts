import { z } from "zod";
import type { Breadcrumb } from "#lib/model/report.ts";
import { valuesOf } from "./exception.ts";
import { instant, object, text } from "./wire.ts";

const wire = z.object({
  timestamp: instant,
  category: text,
  level: text,
  message: text,
  data: object.pipe(z.object({ method: text, url: text, status_code: text, reason: text })),
});

/** What led to the error, oldest first. A crumb without words tells its HTTP call, without the query. */
export function breadcrumbsOf(breadcrumbs: unknown): Breadcrumb[] {
  return valuesOf(breadcrumbs).slice(-maxRead).map(toBreadcrumb).filter(saysSomething);
}

const maxRead = 200;
const saysSomething = ({ message, category }: Breadcrumb): boolean => message !== "" || category !== null;

function toBreadcrumb(value: Record<string, unknown>): Breadcrumb {
  const { timestamp, category, level, message, data } = wire.parse(value);
  const call = [data.method, data.url?.slice(0, 500).replace(/[?#].*$/s, ""), data.status_code, data.reason];
  return { at: timestamp, category, level, message: message ?? call.filter((part) => part).join(" ") };
}
