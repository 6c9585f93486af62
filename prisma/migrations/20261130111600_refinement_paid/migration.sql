-- What was paid for an answer that decided nothing belongs to the verdict that comes of the next one.
ALTER TABLE "Refinement" ADD COLUMN "paidMicros" INTEGER NOT NULL DEFAULT 0;
