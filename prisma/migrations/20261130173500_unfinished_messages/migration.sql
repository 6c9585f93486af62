-- What is still to be posted is looked for each minute, edits among it.
CREATE INDEX "Message_unfinished_idx" ON "Message" ("id") WHERE "state" IN ('queued', 'sending') OR ("state" = 'sent' AND "wanted" > "posted");
DROP INDEX "Message_open_idx";
