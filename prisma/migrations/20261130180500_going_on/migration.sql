-- What goes on elsewhere is asked for by silences with every error they may hold back.
CREATE INDEX "Incident_going_on_idx" ON "Incident" USING gin ("subject" jsonb_path_ops) WHERE "state" <> 'resolved';
