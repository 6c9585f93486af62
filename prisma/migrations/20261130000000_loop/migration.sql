-- AlterTable
ALTER TABLE "Signature" ADD COLUMN     "llm" JSONB;

-- CreateTable
CREATE TABLE "Signal" (
    "id" UUID NOT NULL,
    "installationId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "issueId" UUID,
    "verdictId" UUID,
    "subject" JSONB NOT NULL,
    "was" JSONB,
    "byName" TEXT,
    "routedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Signal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Incident" (
    "id" UUID NOT NULL,
    "installationId" TEXT NOT NULL,
    "policy" TEXT NOT NULL,
    "groupKey" TEXT NOT NULL,
    "group" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "severityRank" INTEGER NOT NULL,
    "subject" JSONB NOT NULL,
    "issueId" UUID,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "acknowledgedAt" TIMESTAMPTZ(3),
    "acknowledgedBy" TEXT,
    "snoozedUntil" TIMESTAMPTZ(3),
    "resolvedAt" TIMESTAMPTZ(3),
    "resolvedBy" TEXT,
    "step" INTEGER NOT NULL DEFAULT 0,
    "toldAt" TIMESTAMPTZ(3),
    "told" INTEGER NOT NULL DEFAULT 0,
    "dueAt" TIMESTAMPTZ(3),
    "documentVersion" INTEGER NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Incident_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IncidentMember" (
    "incidentId" UUID NOT NULL,
    "issueId" UUID NOT NULL,
    "joinedAt" TIMESTAMPTZ(3) NOT NULL,
    "resolvedAt" TIMESTAMPTZ(3),

    CONSTRAINT "IncidentMember_pkey" PRIMARY KEY ("incidentId","issueId")
);

-- CreateTable
CREATE TABLE "Decision" (
    "id" UUID NOT NULL,
    "installationId" TEXT NOT NULL,
    "signalId" UUID,
    "signalKind" TEXT,
    "incidentId" UUID,
    "issueId" UUID,
    "policy" TEXT,
    "action" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "heldBy" TEXT,
    "to" TEXT[],
    "skipped" TEXT[],
    "documentVersion" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Message" (
    "id" UUID NOT NULL,
    "installationId" TEXT NOT NULL,
    "incidentId" UUID,
    "issueId" UUID,
    "decisionId" UUID,
    "channel" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "externalId" TEXT,
    "wanted" INTEGER NOT NULL DEFAULT 1,
    "posted" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "doubtful" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "attemptedAt" TIMESTAMPTZ(3),
    "nextAttemptAt" TIMESTAMPTZ(3),
    "sentAt" TIMESTAMPTZ(3),
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PolicyVersion" (
    "version" INTEGER NOT NULL,
    "document" JSONB NOT NULL,
    "byName" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PolicyVersion_pkey" PRIMARY KEY ("version")
);

-- CreateTable
CREATE TABLE "Channel" (
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "sealed" BYTEA,
    "state" TEXT NOT NULL DEFAULT 'ok',
    "error" TEXT,
    "stateAt" TIMESTAMPTZ(3),
    "pausedUntil" TIMESTAMPTZ(3),
    "sentAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Channel_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "Setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "byName" TEXT,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "byId" TEXT NOT NULL,
    "byName" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "target" TEXT,
    "data" JSONB,

    CONSTRAINT "AuditEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Refinement" (
    "installationId" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "urgent" BOOLEAN NOT NULL DEFAULT false,
    "severityRank" INTEGER NOT NULL,
    "issueId" UUID NOT NULL,
    "wantedAt" TIMESTAMPTZ(3) NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "claim" UUID,
    "claimedUntil" TIMESTAMPTZ(3),
    "error" TEXT,
    "doneAt" TIMESTAMPTZ(3),

    CONSTRAINT "Refinement_pkey" PRIMARY KEY ("installationId","hash")
);

-- CreateTable
CREATE TABLE "LlmModel" (
    "id" UUID NOT NULL,
    "tier" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "baseUrl" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "inputMicros" BIGINT,
    "cachedMicros" BIGINT,
    "outputMicros" BIGINT,
    "priceVersion" INTEGER NOT NULL DEFAULT 1,
    "sealedKey" BYTEA,
    "fault" TEXT,
    "faultUntil" TIMESTAMPTZ(3),
    "rung" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LlmModel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Spend" (
    "id" UUID NOT NULL,
    "installationId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "day" TEXT NOT NULL,
    "tier" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "baseUrl" TEXT NOT NULL,
    "project" TEXT,
    "state" TEXT NOT NULL DEFAULT 'reserved',
    "reservedMicros" BIGINT NOT NULL,
    "costMicros" BIGINT NOT NULL DEFAULT 0,
    "estimated" BOOLEAN NOT NULL DEFAULT false,
    "inputTokens" INTEGER NOT NULL DEFAULT 0,
    "cachedTokens" INTEGER NOT NULL DEFAULT 0,
    "outputTokens" INTEGER NOT NULL DEFAULT 0,
    "items" INTEGER NOT NULL DEFAULT 0,
    "valid" INTEGER NOT NULL DEFAULT 0,
    "outcome" TEXT,
    "status" INTEGER,
    "code" TEXT,
    "requestId" TEXT,
    "latencyMs" DOUBLE PRECISION,
    "settledAt" TIMESTAMPTZ(3),

    CONSTRAINT "Spend_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BudgetPeriod" (
    "scope" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "reservedMicros" BIGINT NOT NULL DEFAULT 0,
    "spentMicros" BIGINT NOT NULL DEFAULT 0,
    "toldAt" TIMESTAMPTZ(3),

    CONSTRAINT "BudgetPeriod_pkey" PRIMARY KEY ("scope","period")
);

-- CreateTable
CREATE TABLE "Rollup" (
    "installationId" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "project" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "tier" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "occurrences" INTEGER NOT NULL DEFAULT 0,
    "verdicts" INTEGER NOT NULL DEFAULT 0,
    "costMicros" BIGINT NOT NULL DEFAULT 0,
    "latency" INTEGER[],

    CONSTRAINT "Rollup_pkey" PRIMARY KEY ("installationId","hour","project","category","severity","tier","model")
);

-- CreateTable
CREATE TABLE "WriteBack" (
    "id" UUID NOT NULL,
    "installationId" TEXT NOT NULL,
    "issueId" UUID NOT NULL,
    "verdictId" UUID,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "externalId" TEXT,
    "error" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "WriteBack_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Signal_installationId_id_idx" ON "Signal"("installationId", "id" DESC);

-- CreateIndex
CREATE INDEX "Signal_installationId_issueId_id_idx" ON "Signal"("installationId", "issueId", "id" DESC);

-- CreateIndex
CREATE INDEX "Incident_installationId_state_severityRank_openedAt_idx" ON "Incident"("installationId", "state", "severityRank", "openedAt");

-- CreateIndex
CREATE INDEX "Incident_installationId_id_idx" ON "Incident"("installationId", "id" DESC);

-- CreateIndex
CREATE INDEX "Incident_state_dueAt_idx" ON "Incident"("state", "dueAt");

-- CreateIndex
CREATE INDEX "Incident_updatedAt_idx" ON "Incident"("updatedAt");

-- CreateIndex
CREATE INDEX "IncidentMember_issueId_idx" ON "IncidentMember"("issueId");

-- CreateIndex
CREATE INDEX "Decision_installationId_id_idx" ON "Decision"("installationId", "id" DESC);

-- CreateIndex
CREATE INDEX "Decision_installationId_reason_id_idx" ON "Decision"("installationId", "reason", "id" DESC);

-- CreateIndex
CREATE INDEX "Decision_incidentId_id_idx" ON "Decision"("incidentId", "id" DESC);

-- CreateIndex
CREATE INDEX "Decision_issueId_id_idx" ON "Decision"("issueId", "id" DESC);

-- CreateIndex
CREATE INDEX "Decision_signalId_idx" ON "Decision"("signalId");

-- CreateIndex
CREATE INDEX "Message_installationId_id_idx" ON "Message"("installationId", "id" DESC);

-- CreateIndex
CREATE INDEX "Message_incidentId_id_idx" ON "Message"("incidentId", "id");

-- CreateIndex
CREATE INDEX "Message_issueId_id_idx" ON "Message"("issueId", "id");

-- CreateIndex
CREATE INDEX "Message_channel_id_idx" ON "Message"("channel", "id" DESC);

-- CreateIndex
CREATE INDEX "Message_updatedAt_idx" ON "Message"("updatedAt");

-- CreateIndex
CREATE INDEX "AuditEntry_at_idx" ON "AuditEntry"("at" DESC);

-- CreateIndex
CREATE INDEX "Refinement_state_dueAt_idx" ON "Refinement"("state", "dueAt");

-- CreateIndex
CREATE INDEX "LlmModel_tier_position_idx" ON "LlmModel"("tier", "position");

-- CreateIndex
CREATE INDEX "Spend_installationId_id_idx" ON "Spend"("installationId", "id" DESC);

-- CreateIndex
CREATE INDEX "Spend_installationId_day_model_idx" ON "Spend"("installationId", "day", "model");

-- CreateIndex
CREATE INDEX "Spend_state_at_idx" ON "Spend"("state", "at");

-- CreateIndex
CREATE INDEX "Rollup_hour_idx" ON "Rollup"("hour");

-- CreateIndex
CREATE INDEX "WriteBack_installationId_issueId_id_idx" ON "WriteBack"("installationId", "issueId", "id" DESC);


-- Of a policy and group, one conversation at a time.
CREATE UNIQUE INDEX "Incident_open_key" ON "Incident" ("installationId", "policy", "groupKey") WHERE "state" <> 'resolved';

-- What is still to be done is few and looked for often.
CREATE INDEX "Signal_unrouted_idx" ON "Signal" ("id") WHERE "routedAt" IS NULL;
CREATE INDEX "Message_open_idx" ON "Message" ("id") WHERE "state" IN ('queued', 'sending');
