-- What a bundle or a digest was to tell of is looked for when it cannot be sent.
CREATE INDEX "DigestLine_incidentId_idx" ON "DigestLine" ("incidentId") WHERE "incidentId" IS NOT NULL;
CREATE INDEX "Message_digest_idx" ON "Message" ("installationId", "digest", "linesUntil") WHERE "digest" IS NOT NULL;
-- Since when an edit is wanted that was not made yet: how long it is tried counts from there.
ALTER TABLE "Message" ADD COLUMN "wantedAt" TIMESTAMPTZ(3);
