import { addressOf, cursorText, type Read, readFields, type SearchParams, shortText } from "#components/address.ts";
import { Reason } from "#lib/model/incident.ts";

const fields = { reason: Reason, issue: shortText, incident: shortText, cursor: cursorText };

export type DecisionFilter = Read<typeof fields>;

export const readFilter = (params: SearchParams): DecisionFilter => readFields(fields, params);

/** The address of the ledger with some of its filter changed. A change leads to the first page. */
export const hrefOf = (filter: DecisionFilter, change: DecisionFilter = {}): string =>
  addressOf("/decisions", { ...filter, cursor: undefined, ...change });
