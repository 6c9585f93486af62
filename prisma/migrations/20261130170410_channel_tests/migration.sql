-- What the last test of a channel said, so that one that is asked for twice is sent once. Null while it is under way.
ALTER TABLE "Channel" ADD COLUMN "testedAt" TIMESTAMPTZ(3), ADD COLUMN "tested" JSONB;
