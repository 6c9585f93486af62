import { v7 as uuidv7 } from "uuid";
import type { By } from "#lib/model/by.ts";
import { BadInput, NotFound } from "#lib/model/errors.ts";
import { type DocumentFault, durationMs, type PolicyDocument, SilenceInput, type SilenceSpec } from "#lib/model/policy.ts";
import { readInput } from "#lib/model/read-input.ts";
import { nameFault, queryFaults } from "#lib/policy/faults.ts";
import { changePolicies } from "./policies.ts";
import type { Tools } from "./tools.ts";

const longestMs = 366 * 86_400_000;
const forgottenMs = 30 * 86_400_000;

/** When a silence ends: every one does, and none before it begins. */
function endOf(asked: SilenceInput, now: Date): Pick<SilenceSpec, "until" | "calendar" | "while"> {
  const { for: duration, until, calendar, while: condition } = asked;
  if ([duration, until, calendar, condition].filter((each) => each !== undefined).length !== 1)
    throw new BadInput(
      "until: say exactly one of until when, for how long such as for: 4h, in which calendar, or while what goes on",
    );
  if (condition) return { while: condition };
  if (calendar !== undefined) return { calendar };
  const end = duration ? new Date(now.getTime() + (durationMs(duration) ?? 0)) : new Date(until ?? "");
  if (end <= now) throw new BadInput("until: lies in the past: write an instant to come");
  if (end.getTime() - now.getTime() > longestMs) throw new BadInput("until: a silence lasts at most a year");
  return { until: end.toISOString() };
}

type Ends = ReturnType<typeof endOf>;

/** What of it cannot be read, or names what the document does not have. */
function faultsOf(match: string, { calendar, while: condition }: Ends, document: PolicyDocument): DocumentFault[] {
  const calendars = document.calendars.map(({ name }) => name);
  return [
    ...queryFaults("match", match, calendars),
    ...(condition ? queryFaults("while.match", condition.match, calendars) : []),
    ...(calendar === undefined ? [] : nameFault("calendar", calendar, calendars, "calendar")),
  ];
}

/** Those that have not ended long ago. */
const remembered = ({ silences }: PolicyDocument, now: Date): SilenceSpec[] =>
  silences.filter(({ until }) => !until || now.getTime() - new Date(until).getTime() < forgottenMs);

/** Adds a silence; it holds back what is decided from now on. Throws BadInput naming the field. */
export async function addSilence(tools: Tools, given: unknown, by: By): Promise<SilenceSpec> {
  const asked = readInput(SilenceInput, given);
  const { match, mode, reason, author } = asked;
  const now = tools.clock();
  const ends = endOf(asked, now);
  return changePolicies(tools, { by, action: "silence.add" }, async (_tx, { document }) => {
    const [fault] = faultsOf(match, ends, document);
    if (fault) throw new BadInput(`${fault.path}: ${fault.message}`);
    const kept = remembered(document, now);
    if (kept.length >= 1000) throw new BadInput("There are 1000 silences already: end some first.");
    const silence: SilenceSpec = {
      id: uuidv7(),
      since: now.toISOString(),
      match,
      ...ends,
      mode,
      author: author || by.name.slice(0, 120),
      reason,
    };
    return { document: { ...document, silences: [...kept, silence] }, result: () => silence };
  });
}

const isEnded = ({ until }: SilenceSpec, now: Date): boolean => until !== undefined && new Date(until) <= now;

/** It had an end, and began before now. */
const isRemembered = ({ since, until }: SilenceSpec, now: Date): boolean =>
  until !== undefined && (since === undefined || new Date(since) < now);

/**
 * Ends a silence; what it holds back is looked at again at once. One that had an end ends now and is remembered for a while, so that
 * what is told next can name it. Throws NotFound.
 */
export async function endSilence(tools: Tools, id: string, by: By): Promise<void> {
  const now = tools.clock();
  await changePolicies(tools, { by, action: "silence.end" }, async (_tx, { document }) => {
    const ending = document.silences.find((silence) => silence.id === id);
    if (!ending || isEnded(ending, now)) throw new NotFound("There is no such silence: it was ended already, or never was.");
    const silences = document.silences.flatMap((silence) => {
      if (silence !== ending) return [silence];
      return isRemembered(silence, now) ? [{ ...silence, until: now.toISOString() }] : [];
    });
    return { document: { ...document, silences }, result: () => undefined };
  });
}
