/** Loaded first into processes that are not our own code: they end when the supervisor is gone. */
process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined); // nowhere to write is no reason to end
