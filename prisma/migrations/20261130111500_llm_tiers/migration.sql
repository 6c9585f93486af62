-- Which tier a signature waits for, and the day on which the budget left it out.
ALTER TABLE "Refinement" ADD COLUMN "tier" TEXT NOT NULL DEFAULT 'llm-fast', ADD COLUMN "skippedOn" TEXT;

-- The labels that a model gave last, and why nobody should trust them.
ALTER TABLE "LlmModel" ADD COLUMN "lately" TEXT NOT NULL DEFAULT '', ADD COLUMN "doubt" TEXT;
