-- Where an incident stands on its policy's ladder, and who has it.
ALTER TABLE "Incident"
  ADD COLUMN "ladderAt" TIMESTAMPTZ(3),
  ADD COLUMN "steps" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "assigned" TEXT[] NOT NULL DEFAULT '{}',
  ADD COLUMN "heldBy" TEXT,
  ADD COLUMN "undeliveredAt" TIMESTAMPTZ(3);
UPDATE "Incident" SET "steps" = 1, "ladderAt" = "toldAt" WHERE "told" > 0;

-- How bad a member was when it was last decided about, an incident is as bad as its worst.
ALTER TABLE "IncidentMember" ADD COLUMN "severityRank" INTEGER;

-- Whether a model was asked when the policies decided, a replay must know.
ALTER TABLE "Signal" ADD COLUMN "waiting" BOOLEAN NOT NULL DEFAULT false;
CREATE INDEX "Signal_installationId_routedAt_idx" ON "Signal" ("installationId", "routedAt");

-- The channels whose next digest or bundle has a line of it, and which step of the ladder it was.
ALTER TABLE "Decision" ADD COLUMN "lines" TEXT[] NOT NULL DEFAULT '{}', ADD COLUMN "step" INTEGER;

-- Of a digest: which, and from when to when its lines are. `late` when it goes long after its time.
ALTER TABLE "Message"
  ADD COLUMN "urgency" TEXT NOT NULL DEFAULT 'low',
  ADD COLUMN "step" INTEGER,
  ADD COLUMN "digest" TEXT,
  ADD COLUMN "linesFrom" TIMESTAMPTZ(3),
  ADD COLUMN "linesUntil" TIMESTAMPTZ(3),
  ADD COLUMN "late" BOOLEAN NOT NULL DEFAULT false;
CREATE INDEX "Message_decisionId_idx" ON "Message" ("decisionId");

-- What a channel's next digest, or bundle, tells of. `channel` is a digest of the document, or the channel that is over its rate.
CREATE TABLE "DigestLine" (
    "id" UUID NOT NULL,
    "installationId" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "decisionId" UUID NOT NULL,
    "incidentId" UUID,
    "issueId" UUID,
    "severityRank" INTEGER NOT NULL,
    "category" TEXT,
    "project" TEXT,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "DigestLine_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "DigestLine_installationId_channel_at_idx" ON "DigestLine" ("installationId", "channel", "at");
CREATE INDEX "DigestLine_at_idx" ON "DigestLine" ("at");

-- What is gathered for a carrier of a digest, its time is null while nothing is.
CREATE TABLE "Gathering" (
    "installationId" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "carrier" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "dueAt" TIMESTAMPTZ(3),
    "lines" INTEGER NOT NULL DEFAULT 0,
    "worst" INTEGER,
    "sentAt" TIMESTAMPTZ(3),
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    CONSTRAINT "Gathering_pkey" PRIMARY KEY ("installationId", "channel", "carrier")
);
CREATE INDEX "Gathering_dueAt_idx" ON "Gathering" ("dueAt");

-- Silences that held something back, the first alert after such a one names it, and it is gone from here.
CREATE TABLE "SilenceUse" (
    "installationId" TEXT NOT NULL,
    "silence" TEXT NOT NULL,
    "heldAt" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "SilenceUse_pkey" PRIMARY KEY ("installationId", "silence")
);

-- What was done with an incident, by people and by Verdict: its timeline, and what a replay repeats.
CREATE TABLE "IncidentAct" (
    "id" UUID NOT NULL,
    "installationId" TEXT NOT NULL,
    "incidentId" UUID NOT NULL,
    "act" JSONB NOT NULL,
    "byName" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "IncidentAct_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "IncidentAct_incidentId_id_idx" ON "IncidentAct" ("incidentId", "id");
CREATE INDEX "IncidentAct_installationId_at_idx" ON "IncidentAct" ("installationId", "at");

-- Failures of a provider by minute, for telling an outage.
CREATE TABLE "ProviderFailure" (
    "installationId" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "minute" TIMESTAMPTZ(3) NOT NULL,
    "signature" TEXT NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "ProviderFailure_pkey" PRIMARY KEY ("installationId", "provider", "minute", "signature")
);
CREATE INDEX "ProviderFailure_minute_idx" ON "ProviderFailure" ("minute");

CREATE TABLE "ProviderOutage" (
    "id" UUID NOT NULL,
    "installationId" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),
    CONSTRAINT "ProviderOutage_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "ProviderOutage_open_key" ON "ProviderOutage" ("installationId", "provider") WHERE "closedAt" IS NULL;
CREATE INDEX "ProviderOutage_installationId_openedAt_idx" ON "ProviderOutage" ("installationId", "openedAt" DESC);

-- A failed call that the user's own service may run again, told to its retry hook once the advised wait is over.
CREATE TABLE "RetryCall" (
    "id" UUID NOT NULL,
    "installationId" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "issueId" UUID NOT NULL,
    "reportId" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "sentAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "RetryCall_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "RetryCall_channel_reportId_key" ON "RetryCall" ("channel", "reportId");
CREATE INDEX "RetryCall_state_dueAt_idx" ON "RetryCall" ("state", "dueAt");
