import { z } from "zod";
import { addressOf, readFields, type SearchParams, shortText } from "#components/address.ts";

export const views = ["list", "silences", "calendars", "channels", "history", "yaml"] as const;
export type View = (typeof views)[number];

const version = z.coerce.number().pipe(z.int().min(1).max(2_000_000_000));
const fields = {
  view: z.enum(views),
  /** A query to begin a silence with. */
  silence: z.string().transform((said) => said.replaceAll("\0", "").toWellFormed().trim().slice(0, 2000)),
  /** The incident from whose page somebody came to silence it. */
  incident: shortText.pipe(z.uuid()),
  /** The version whose difference from the one before is shown. */
  diff: version,
  /** Of the history: only versions before this one. */
  before: version,
};

export interface PolicyAddress {
  view: View;
  silence?: string | undefined;
  incident?: string | undefined;
  diff?: number | undefined;
  before?: number | undefined;
}

export function readView(params: SearchParams): PolicyAddress {
  const { view, ...said } = readFields(fields, params);
  return { view: view ?? (said.silence ? "silences" : "list"), ...said };
}

export const hrefOf = ({ view, silence, incident, diff, before }: PolicyAddress): string =>
  addressOf("/policies", {
    view: view === "list" || silence ? undefined : view,
    silence,
    ...(view === "silences" && { incident }),
    ...(view === "history" && { diff, before }),
  });
