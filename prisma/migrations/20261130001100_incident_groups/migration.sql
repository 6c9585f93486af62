-- CreateIndex
CREATE INDEX "Incident_installationId_groupKey_idx" ON "Incident"("installationId", "groupKey");
