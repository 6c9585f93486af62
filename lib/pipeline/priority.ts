import { type Severity, severities, severityRank } from "#lib/model/taxonomy.ts";

/** The most severe goes first; what tells of many goes last. */
export const priorityOf = (severity: Severity | null): number => (severity ? severities.length - severityRank(severity) : 0);
