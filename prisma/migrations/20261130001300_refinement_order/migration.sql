-- What waits for a model, in the order in which it is asked about.
CREATE INDEX "Refinement_waiting_idx" ON "Refinement" ("urgent" DESC, "severityRank", "wantedAt") WHERE "state" = 'waiting';
