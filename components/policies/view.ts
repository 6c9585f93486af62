import { z } from "zod";
import { addressOf, readFields, type SearchParams } from "#components/address.ts";

export const views = ["list", "silences", "history", "yaml"] as const;
export type View = (typeof views)[number];

const fields = {
  view: z.enum(views),
  /** A query to begin a silence with. */
  silence: z.string().transform((said) => said.replaceAll("\0", "").toWellFormed().trim().slice(0, 2000)),
};

export interface PolicyAddress {
  view: View;
  silence: string | undefined;
}

export function readView(params: SearchParams): PolicyAddress {
  const { view, silence } = readFields(fields, params);
  return { view: view ?? (silence ? "silences" : "list"), silence };
}

export const hrefOf = ({ view, silence }: PolicyAddress): string =>
  addressOf("/policies", { view: view === "list" || silence ? undefined : view, silence });
