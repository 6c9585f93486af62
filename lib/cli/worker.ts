import { parseArgs } from "node:util";
import { readSettings } from "#lib/pipeline/settings.ts";
import { openTools, type Tools } from "#lib/pipeline/tools.ts";
import { runWorker, type Worker } from "#lib/pipeline/worker.ts";
import { environment } from "./environment.ts";
import { bringUpInTheEnd, findDatabase } from "./migrate.ts";
import { explain, leave, onSignals } from "./program.ts";
import { stepBack } from "./step-back.ts";

const options = { grace: { type: "string", default: "24" } } as const;
const hurriedMs = 1200;
const crashedMs = 3000;
const webGoesFirst = 5; // steps of priority: webhooks are answered before jobs are done

async function open(stopping: AbortSignal): Promise<{ tools: Tools; worker: Worker }> {
  const settings = readSettings(environment());
  const url = await findDatabase(settings);
  await bringUpInTheEnd(url, settings, stopping);
  stopping.throwIfAborted();
  const tools = await openTools({ ...settings, DATABASE_URL: url }, "worker");
  return { tools, worker: await runWorker(tools) };
}

/** Works until told to stop; what nobody foresaw is logged and ends the process, whose supervisor starts a clean one. */
async function main(): Promise<number> {
  const graceMs = Number(parseArgs({ options }).values.grace) * 1000;
  stepBack(webGoesFirst);
  const stopping = new AbortController();
  const { promise: stopped, resolve } = Promise.withResolvers<number>();
  const opening = open(stopping.signal);

  const stop = (status: number, withinMs: number): void => {
    stopping.abort();
    setTimeout(() => process.exit(status), withinMs + 500).unref();
    resolve(status);
  };
  const crash = async (err: unknown): Promise<void> => {
    const opened = await opening.catch(() => undefined);
    if (opened) {
      opened.tools.log.fatal({ err }, "the worker ends: something happened that nobody foresaw");
      opened.tools.report(err);
    } else console.error(explain(err));
    stop(1, crashedMs);
  };
  onSignals(
    () => stop(0, graceMs),
    () => {
      void opening.then(({ worker }) => worker.giveBack()).catch(() => undefined);
      setTimeout(() => process.exit(0), hurriedMs);
    },
  );
  process.once("disconnect", () => stop(0, graceMs)); // the supervisor is gone
  process.on("uncaughtException", crash).on("unhandledRejection", crash);

  const status = await Promise.race([stopped, opening.then(() => stopped)]);
  const opened = await opening.catch(() => undefined);
  await opened?.worker.stop(status === 0 ? graceMs : crashedMs);
  await opened?.tools.close();
  return status;
}

if (import.meta.main) await leave(main());
