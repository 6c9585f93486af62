import { v7 as uuidv7 } from "uuid";
import type { z } from "zod";
import type { By } from "#lib/model/by.ts";
import { BadInput, NotFound } from "#lib/model/errors.ts";
import { faultWords } from "#lib/model/fault-words.ts";
import { type DocumentFault, durationMs, type PolicyDocument, SilenceInput, type SilenceSpec } from "#lib/model/policy.ts";
import { inputFaults } from "#lib/model/read-input.ts";
import { nameFault, queryFaults } from "#lib/policy/faults.ts";
import { changePolicies } from "./policies.ts";
import type { Tools } from "./tools.ts";

const longestMs = 366 * 86_400_000;
const forgottenMs = 30 * 86_400_000;

/** When a silence ends. */
function endOf(asked: SilenceInput, now: Date): Pick<SilenceSpec, "until" | "calendar" | "while"> {
  const { for: duration, until, calendar, while: condition } = asked;
  if (condition) return { while: condition };
  if (calendar !== undefined) return { calendar };
  const end = duration === undefined ? new Date(until ?? "") : new Date(now.getTime() + (durationMs(duration) ?? 0));
  return { until: end.toISOString() };
}

const howItEnds = "say exactly one of until when, for how long such as for: 4h, in which calendar, or while what goes on";

/** Every silence ends, and none before it begins. */
function endFaults(asked: SilenceInput, now: Date): DocumentFault[] {
  const { for: duration, until, calendar, while: condition } = asked;
  const ends = [duration, until, calendar, condition].filter((each) => each !== undefined);
  if (ends.length !== 1) return [{ path: "until", message: howItEnds }];
  const path = duration === undefined ? "until" : "for";
  const ms = duration === undefined ? Date.parse(until ?? "") - now.getTime() : (durationMs(duration) ?? 0);
  if (ms <= 0) return [{ path, message: "lies in the past: write an instant to come" }];
  return ms > longestMs ? [{ path, message: "a silence lasts at most a year" }] : [];
}

const calendarsIn = ({ calendars }: PolicyDocument): string[] => calendars.map(({ name }) => name);

/** What of it cannot be read, names what the document does not have, or never ends. */
function faultsOf(asked: SilenceInput, document: PolicyDocument, now: Date): DocumentFault[] {
  const { match, calendar, while: condition } = asked;
  const calendars = calendarsIn(document);
  return [
    ...queryFaults("match", match, calendars),
    ...(condition ? queryFaults("while.match", condition.match, calendars) : []),
    ...(calendar === undefined ? [] : nameFault("calendar", calendar, calendars, "calendar")),
    ...endFaults(asked, now),
  ];
}

/** Those that have not ended long ago. */
const remembered = ({ silences }: PolicyDocument, now: Date): SilenceSpec[] =>
  silences.filter(({ until }) => !until || now.getTime() - new Date(until).getTime() < forgottenMs);

/** What can be told of one whose form is wrong: that, and whether its query can be read. */
function formFaults(given: unknown, error: z.ZodError, calendars: readonly string[]): DocumentFault[] {
  const form = inputFaults(error);
  const { data } = SilenceInput.pick({ match: true }).strip().safeParse(given);
  return data ? [...queryFaults("match", data.match, calendars), ...form] : form;
}

/** Adds a silence; it holds back what is decided from now on. Throws BadInput naming the fields. */
export async function addSilence(tools: Tools, given: unknown, by: By): Promise<SilenceSpec> {
  const read = SilenceInput.safeParse(given, { error: faultWords });
  const now = tools.clock();
  return changePolicies(tools, { by, action: "silence.add" }, async (_tx, { document }) => {
    if (!read.success) throw new BadInput(formFaults(given, read.error, calendarsIn(document)));
    const { match, mode, reason, author } = read.data;
    const faults = faultsOf(read.data, document, now);
    if (faults.length > 0) throw new BadInput(faults);
    const kept = remembered(document, now);
    if (kept.length >= 1000) throw new BadInput("There are 1000 silences already: end some first.");
    const silence: SilenceSpec = {
      id: uuidv7(),
      since: now.toISOString(),
      match,
      ...endOf(read.data, now),
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
