-- CreateTable
CREATE TABLE "Installation" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "baseUrl" TEXT NOT NULL,
    "organisation" TEXT,
    "secret" BYTEA,
    "previousSecret" BYTEA,
    "previousMark" BYTEA,
    "previousUntil" TIMESTAMPTZ(3),
    "token" BYTEA,
    "uuids" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Delivery" (
    "id" UUID NOT NULL,
    "installationId" TEXT NOT NULL,
    "resource" TEXT NOT NULL,
    "action" TEXT,
    "state" TEXT NOT NULL,
    "error" TEXT,
    "requestId" TEXT,
    "skewSeconds" INTEGER,
    "digest" BYTEA NOT NULL,
    "issueId" TEXT,
    "size" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,
    "copies" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "reportId" UUID,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "doneAt" TIMESTAMPTZ(3),

    CONSTRAINT "Delivery_pkey" PRIMARY KEY ("id")
) PARTITION BY RANGE ("id");

-- Catches what comes for a day whose own partition is missing.
CREATE TABLE "Delivery_default" PARTITION OF "Delivery" DEFAULT;

-- CreateTable
CREATE TABLE "DeliveryDigest" (
    "installationId" TEXT NOT NULL,
    "digest" BYTEA NOT NULL,
    "deliveryId" UUID NOT NULL,
    "issueId" TEXT,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DeliveryDigest_pkey" PRIMARY KEY ("installationId","digest")
);

-- CreateTable
CREATE TABLE "Report" (
    "id" UUID NOT NULL,
    "installationId" TEXT NOT NULL,
    "issueId" UUID NOT NULL,
    "eventId" TEXT,
    "signature" TEXT NOT NULL,
    "titleSignature" TEXT,
    "data" JSONB NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Report_pkey" PRIMARY KEY ("id")
) PARTITION BY RANGE ("id");

-- Catches what comes for a day whose own partition is missing.
CREATE TABLE "Report_default" PARTITION OF "Report" DEFAULT;

-- CreateTable
CREATE TABLE "ReportKey" (
    "installationId" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "reportId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ReportKey_pkey" PRIMARY KEY ("installationId","eventId")
);

-- CreateTable
CREATE TABLE "Issue" (
    "id" UUID NOT NULL,
    "installationId" TEXT NOT NULL,
    "sentryIssueId" TEXT NOT NULL,
    "shortId" TEXT,
    "title" TEXT NOT NULL,
    "culprit" TEXT,
    "project" TEXT,
    "projectId" TEXT,
    "organisation" TEXT,
    "environment" TEXT,
    "status" TEXT NOT NULL DEFAULT 'unresolved',
    "substatus" TEXT,
    "statusAt" TIMESTAMPTZ(3),
    "level" TEXT,
    "platform" TEXT,
    "url" TEXT,
    "assignee" TEXT,
    "events" INTEGER,
    "users" INTEGER,
    "firstSeen" TIMESTAMPTZ(3),
    "lastSeen" TIMESTAMPTZ(3) NOT NULL,
    "reportId" UUID,
    "reportOpen" BOOLEAN NOT NULL DEFAULT false,
    "signature" TEXT,
    "verdictId" UUID,
    "category" TEXT,
    "severityRank" INTEGER,
    "tier" TEXT,
    "provisional" BOOLEAN NOT NULL DEFAULT false,
    "corrected" BOOLEAN NOT NULL DEFAULT false,
    "note" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Issue_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Signature" (
    "installationId" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "template" TEXT NOT NULL,
    "occurrences" INTEGER NOT NULL DEFAULT 0,
    "category" TEXT,
    "severity" TEXT,
    "correctionId" UUID,
    "firstSeen" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeen" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Signature_pkey" PRIMARY KEY ("installationId","hash")
);

-- CreateTable
CREATE TABLE "Verdict" (
    "id" UUID NOT NULL,
    "installationId" TEXT NOT NULL,
    "issueId" UUID NOT NULL,
    "reportId" UUID,
    "signature" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "confidence" DOUBLE PRECISION NOT NULL,
    "shouldRetry" BOOLEAN NOT NULL,
    "retryAfterSeconds" DOUBLE PRECISION,
    "rootCause" TEXT NOT NULL,
    "fixSuggestion" TEXT NOT NULL,
    "requiresImmediateAction" BOOLEAN NOT NULL,
    "estimatedFixTime" TEXT NOT NULL,
    "tier" TEXT NOT NULL,
    "model" TEXT,
    "provisional" BOOLEAN NOT NULL,
    "evidence" JSONB NOT NULL,
    "alternatives" JSONB NOT NULL,
    "findings" TEXT[],
    "factors" JSONB NOT NULL,
    "costMicros" INTEGER NOT NULL DEFAULT 0,
    "latencyMs" DOUBLE PRECISION NOT NULL,
    "versions" JSONB NOT NULL,
    "decidedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Verdict_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Correction" (
    "id" UUID NOT NULL,
    "installationId" TEXT NOT NULL,
    "issueId" UUID NOT NULL,
    "signature" TEXT NOT NULL,
    "verdictId" UUID NOT NULL,
    "byId" TEXT NOT NULL,
    "byName" TEXT NOT NULL,
    "agree" BOOLEAN NOT NULL,
    "category" TEXT,
    "severity" TEXT,
    "wasCategory" TEXT NOT NULL,
    "wasSeverity" TEXT NOT NULL,
    "wasTier" TEXT NOT NULL,
    "reason" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Correction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApiKey" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "scopes" TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3),
    "lastUsedAt" TIMESTAMPTZ(3),
    "windowStart" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "windowCount" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "ApiKey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IdempotentAnswer" (
    "apiKeyId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "digest" BYTEA NOT NULL,
    "status" INTEGER,
    "body" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "IdempotentAnswer_pkey" PRIMARY KEY ("apiKeyId","key")
);

-- CreateTable
CREATE TABLE "Heartbeat" (
    "id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Heartbeat_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "emailVerified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "role" TEXT NOT NULL DEFAULT 'viewer',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "ipAddress" TEXT,
    "userAgent" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Account" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "accessToken" TEXT,
    "refreshToken" TEXT,
    "idToken" TEXT,
    "accessTokenExpiresAt" TIMESTAMPTZ(3),
    "refreshTokenExpiresAt" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Verification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RateLimit" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "lastRequest" BIGINT NOT NULL,

    CONSTRAINT "RateLimit_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "DeliveryDigest_installationId_issueId_receivedAt_idx" ON "DeliveryDigest"("installationId", "issueId", "receivedAt" DESC);

-- CreateIndex
CREATE INDEX "DeliveryDigest_receivedAt_idx" ON "DeliveryDigest"("receivedAt");

-- CreateIndex
CREATE INDEX "Report_installationId_issueId_id_idx" ON "Report"("installationId", "issueId", "id" DESC);

-- CreateIndex
CREATE INDEX "ReportKey_createdAt_idx" ON "ReportKey"("createdAt");

-- CreateIndex
CREATE INDEX "Issue_sentryIssueId_idx" ON "Issue"("sentryIssueId");

-- CreateIndex
CREATE INDEX "Issue_installationId_lastSeen_id_idx" ON "Issue"("installationId", "lastSeen" DESC, "id");

-- CreateIndex
CREATE INDEX "Issue_installationId_category_lastSeen_idx" ON "Issue"("installationId", "category", "lastSeen" DESC);

-- CreateIndex
CREATE INDEX "Issue_installationId_severityRank_lastSeen_idx" ON "Issue"("installationId", "severityRank", "lastSeen" DESC);

-- CreateIndex
CREATE INDEX "Issue_installationId_signature_idx" ON "Issue"("installationId", "signature");

-- CreateIndex
CREATE UNIQUE INDEX "Issue_installationId_sentryIssueId_key" ON "Issue"("installationId", "sentryIssueId");

-- CreateIndex
CREATE INDEX "Verdict_installationId_issueId_id_idx" ON "Verdict"("installationId", "issueId", "id" DESC);

-- CreateIndex
CREATE INDEX "Verdict_installationId_signature_id_idx" ON "Verdict"("installationId", "signature", "id" DESC);

-- CreateIndex
CREATE INDEX "Correction_installationId_issueId_id_idx" ON "Correction"("installationId", "issueId", "id" DESC);

-- CreateIndex
CREATE INDEX "Correction_installationId_signature_idx" ON "Correction"("installationId", "signature");

-- CreateIndex
CREATE UNIQUE INDEX "ApiKey_hash_key" ON "ApiKey"("hash");

-- CreateIndex
CREATE INDEX "IdempotentAnswer_createdAt_idx" ON "IdempotentAnswer"("createdAt");

-- CreateIndex
CREATE INDEX "Heartbeat_role_seenAt_idx" ON "Heartbeat"("role", "seenAt");

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE UNIQUE INDEX "Session_token_key" ON "Session"("token");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE INDEX "Account_userId_idx" ON "Account"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Account_providerId_accountId_key" ON "Account"("providerId", "accountId");

-- CreateIndex
CREATE INDEX "Verification_identifier_idx" ON "Verification"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "RateLimit_key_key" ON "RateLimit"("key");

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What is not done yet, and what went wrong, is few and looked for often.
CREATE INDEX "Delivery_open_idx" ON "Delivery" ("state", "id") WHERE "state" <> 'done';
