import { z } from "zod";
import { IncidentState } from "#lib/model/incident.ts";
import { Category, Severity } from "#lib/model/taxonomy.ts";

/** What a message said of the error when it was posted. */
const Said = z.object({ category: Category.nullable(), severity: Severity, state: IncidentState.catch("open") });
export type Said = z.infer<typeof Said>;

/** As a message's row keeps it; null before it was posted. */
export const saidIn = (kept: unknown): Said | null => Said.safeParse(kept).data ?? null;
