/** A provider that is out, and what its outage does. */
export interface Outage {
  provider: string;
  since: string;
  incident: string | null;
  /** Failures of it in the last ten minutes, and of how many signatures. */
  failures: number;
  signatures: number;
  /** Signals that nobody was told of, because they are symptoms of it. */
  held: number;
}
