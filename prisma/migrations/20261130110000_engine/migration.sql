ALTER TABLE "LlmModel" ADD COLUMN "match" TEXT, ADD COLUMN "requestsPerMinute" INTEGER, ADD COLUMN "tokensPerMinute" INTEGER;

-- What was asked of a provider's key in a minute, by all workers.
CREATE TABLE "ProviderMinute" (
    "provider" TEXT NOT NULL,
    "minute" TIMESTAMPTZ(3) NOT NULL,
    "requests" INTEGER NOT NULL DEFAULT 0,
    "tokens" INTEGER NOT NULL DEFAULT 0,
    "retries" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "ProviderMinute_pkey" PRIMARY KEY ("provider", "minute")
);
CREATE INDEX "ProviderMinute_minute_idx" ON "ProviderMinute" ("minute");

-- The exact words that a call sent and what came back.
CREATE TABLE "Exchange" (
    "id" UUID NOT NULL,
    "installationId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "tier" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "system" TEXT NOT NULL,
    "user" TEXT NOT NULL,
    "answer" TEXT,
    CONSTRAINT "Exchange_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "Exchange_at_idx" ON "Exchange" ("at");

CREATE TABLE "ExchangeItem" (
    "exchangeId" UUID NOT NULL,
    "item" TEXT NOT NULL,
    "installationId" TEXT NOT NULL,
    "signature" TEXT NOT NULL,
    CONSTRAINT "ExchangeItem_pkey" PRIMARY KEY ("exchangeId", "item"),
    CONSTRAINT "ExchangeItem_exchangeId_fkey" FOREIGN KEY ("exchangeId") REFERENCES "Exchange" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "ExchangeItem_installationId_signature_exchangeId_idx" ON "ExchangeItem" ("installationId", "signature", "exchangeId" DESC);

-- The team's own rules, append-only.
CREATE TABLE "RuleVersion" (
    "version" INTEGER NOT NULL,
    "rules" JSONB NOT NULL,
    "byName" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "RuleVersion_pkey" PRIMARY KEY ("version")
);

-- What a team has set for one project.
CREATE TABLE "Project" (
    "installationId" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "language" TEXT,
    "preset" TEXT,
    "useLlm" BOOLEAN NOT NULL DEFAULT true,
    "dailyMicros" BIGINT,
    "monthlyMicros" BIGINT,
    "byName" TEXT,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "Project_pkey" PRIMARY KEY ("installationId", "slug")
);
