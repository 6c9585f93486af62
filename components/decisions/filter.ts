import { z } from "zod";
import { addressOf, cursorText, type Read, readFields, type SearchParams, shortText } from "#components/address.ts";
import { Action, Reason } from "#lib/model/incident.ts";
import { SignalKind } from "#lib/model/signal.ts";

const fields = {
  told: z.enum(["yes", "no"]),
  reason: Reason,
  action: Action,
  policy: shortText,
  signal: SignalKind,
  issue: shortText,
  incident: shortText.pipe(z.uuid()),
  cursor: cursorText,
};

export type DecisionFilter = Read<typeof fields>;

export const readFilter = (params: SearchParams): DecisionFilter => readFields(fields, params);

/** The address of the ledger with some of its filter changed. A change leads to the first page. */
export const hrefOf = (filter: DecisionFilter, change: DecisionFilter = {}): string =>
  addressOf("/decisions", { ...filter, cursor: undefined, ...change });
