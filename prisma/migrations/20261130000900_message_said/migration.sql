-- AlterTable
ALTER TABLE "Message" ADD COLUMN "said" JSONB;
