/** What a policy does in plain words, each a sentence. */
export interface PolicySummary {
  /** Whom it tells when. */
  told: string;
  /** In which hours, how often and until when. */
  rest: string[];
  /** As much of the rest as is not so with every policy. */
  own: string[];
}
