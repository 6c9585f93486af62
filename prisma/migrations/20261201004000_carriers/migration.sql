-- A telephone's carrier may refuse what Twilio took: that Twilio takes the next message says nothing about it.
ALTER TABLE "Channel" ADD COLUMN "carrierAt" TIMESTAMPTZ(3);
