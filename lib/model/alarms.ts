import type { Severity } from "./taxonomy.ts";

/** An incident that a warning leads to. */
export interface AlarmIncident {
  id: string;
  title: string;
  severity: Severity;
  since: string;
}

/** What everybody who can act must know, whatever page they read. */
export interface Alarms {
  /** Incidents of which nobody could be told, the worst first. */
  undelivered: readonly AlarmIncident[];
  undeliveredCount: number;
  /** No channel can be sent to at all. */
  isMute: boolean;
  /** Channels that must be mended. */
  broken: readonly { name: string; error: string | null }[];
  /** Providers that are out, with the incident about it where one is open. */
  outages: readonly { provider: string; since: string; incident: string | null }[];
  /** Nothing came from Sentry for longer than usual. */
  silent: AlarmIncident | null;
}
