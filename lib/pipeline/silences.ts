import { v7 as uuidv7 } from "uuid";
import { wakeHeld } from "#lib/db/conversations.ts";
import type { By } from "#lib/model/by.ts";
import { BadInput, NotFound } from "#lib/model/errors.ts";
import { durationMs, SilenceInput, type SilenceSpec } from "#lib/model/policy.ts";
import { readInput } from "#lib/model/read-input.ts";
import { queryFaults } from "#lib/policy/faults.ts";
import { digests } from "#lib/policy/obeyed.ts";
import { lookAgain } from "./carry-out.ts";
import { changePolicies } from "./policies.ts";
import type { Tools } from "./tools.ts";

const longestMs = 366 * 86_400_000;
const forgottenMs = 30 * 86_400_000;

/** When a silence ends: every one does, and none before it begins. */
function endOf({ for: duration, until, while: condition }: SilenceInput, now: Date): Pick<SilenceSpec, "until" | "while"> {
  if ([duration, until, condition].filter(Boolean).length !== 1)
    throw new BadInput("until: say either until when, for how long such as for: 4h, or while what goes on");
  if (condition) return { while: condition };
  const end = duration ? new Date(now.getTime() + (durationMs(duration) ?? 0)) : new Date(until ?? "");
  if (Number.isNaN(end.getTime())) throw new BadInput("until: must be an instant such as 2026-12-01T09:00:00Z");
  if (end <= now) throw new BadInput("until: lies in the past: write an instant to come");
  if (end.getTime() - now.getTime() > longestMs) throw new BadInput("until: a silence lasts at most a year");
  return { until: end.toISOString() };
}

/** Adds a silence; it holds back what is decided from now on. Throws BadInput naming the field. */
export async function addSilence(tools: Tools, given: unknown, by: By): Promise<SilenceSpec> {
  const asked = readInput(SilenceInput, given);
  const { match, mode, reason, author } = asked;
  if (mode === "digest") throw new BadInput(`mode: ${digests}`);
  const now = tools.clock();
  const ends = endOf(asked, now);
  return changePolicies(tools, { by, action: "silence.add" }, async (_tx, { document }) => {
    const calendars = document.calendars.map(({ name }) => name);
    const [fault] = [
      ...queryFaults("match", match, calendars),
      ...(ends.while ? queryFaults("while.match", ends.while.match, calendars) : []),
    ];
    if (fault) throw new BadInput(`${fault.path}: ${fault.message}`);
    const remembered = document.silences.filter(
      (silence) => !silence.until || now.getTime() - new Date(silence.until).getTime() < forgottenMs,
    );
    if (remembered.length >= 1000) throw new BadInput("There are 1000 silences already: end some first.");
    const silence: SilenceSpec = { id: uuidv7(), match, ...ends, mode, author: author || by.name.slice(0, 120), reason };
    return { document: { ...document, silences: [...remembered, silence] }, result: () => silence };
  });
}

/** Ends a silence; what it holds back is looked at again at once. Throws NotFound. */
export async function endSilence(tools: Tools, id: string, by: By): Promise<void> {
  const now = tools.clock();
  await changePolicies(tools, { by, action: "silence.end" }, async (tx, { document }) => {
    const silences = document.silences.filter((silence) => silence.id !== id);
    if (silences.length === document.silences.length)
      throw new NotFound("There is no such silence: it was ended already, or never was.");
    for (const incident of await wakeHeld(tx, id, now)) await lookAgain(tools, tx, incident, now, now);
    return { document: { ...document, silences }, result: () => undefined };
  });
}
