-- Messages that may have arrived twice are few, and counted whenever metrics are read.
CREATE INDEX "Message_doubtful_idx" ON "Message" ("id") WHERE "doubtful";
