-- Failures of a provider are counted in slots of ten seconds, so that five minutes are five minutes.
ALTER TABLE "ProviderFailure" RENAME COLUMN "minute" TO "slot";
ALTER INDEX "ProviderFailure_minute_idx" RENAME TO "ProviderFailure_slot_idx";

-- Since when somebody listens to Sentry without a pause, and the last delivery before a silence that was told.
CREATE TABLE "SentryWatch" (
    "installationId" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL,
    "silentSince" TIMESTAMPTZ(3),
    CONSTRAINT "SentryWatch_pkey" PRIMARY KEY ("installationId")
);
