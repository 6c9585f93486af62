import { z } from "zod";
import { addressOf, readFields, type SearchParams } from "#components/address.ts";

export const views = ["list", "history"] as const;
export type View = (typeof views)[number];

const fields = { view: z.enum(views) };

export const readView = (params: SearchParams): View => readFields(fields, params).view ?? "list";
export const hrefOf = (view: View): string => addressOf("/rules", { view: view === "list" ? undefined : view });
export const editHref = (said: { rule?: string; query?: string }): string => addressOf("/rules/edit", said);
