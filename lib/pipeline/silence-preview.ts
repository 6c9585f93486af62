import { setImmediate as giveTurn } from "node:timers/promises";
import { openRecordings } from "#lib/db/replay-inputs.ts";
import { outcomesOf, type SignalOutcome } from "#lib/db/signal-outcomes.ts";
import { BadInput, Busy } from "#lib/model/errors.ts";
import type { CalendarSpec } from "#lib/model/policy.ts";
import type { RecordedSignal } from "#lib/model/recorded.ts";
import type { SilencePreview, SilencePreviewInput } from "#lib/model/silence-preview.ts";
import { titleOf } from "#lib/model/subject.ts";
import { awayFaults, awayNames, queryFaults } from "#lib/policy/faults.ts";
import { holds } from "#lib/policy/match.ts";
import { calendarsNamed } from "#lib/query/calendars.ts";
import { currentPolicies } from "./policies.ts";
import { meaning } from "./policy-view.ts";
import type { Tools } from "./tools.ts";
import { turns } from "./turns.ts";

const dayMs = 86_400_000;
/** Whoever waits at a screen gets what was found by then. */
const mostMs = 2500;
const mostExamples = 5;
/** So many are asked between two turns of other work. */
const slice = 200;
const turn = turns(2, 2000);

/** What a silence of this match would have held back in the last days, looked for from the newest on. Changes nothing. */
export async function previewSilence(tools: Tools, { match, days }: SilencePreviewInput): Promise<SilencePreview> {
  const { calendars } = (await currentPolicies(tools)).document;
  const names = calendars.map(({ name }) => name);
  const faults = [...queryFaults("match", match, names), ...awayFaults("match", calendarsNamed(match), awayNames(calendars))];
  if (faults.length > 0) throw new BadInput(faults);
  const done = await turn("preview");
  if (!done) throw new Busy("Others are looking through the signals: try again in a moment.", 2000);
  const recordings = await openRecordings(tools.databaseUrl).catch((error: unknown) => {
    done();
    throw error;
  });
  try {
    const until = performance.now() + mostMs;
    const found = new Found();
    let complete = true;
    for await (const page of recordings.newest(new Date(tools.clock().getTime() - days * dayMs))) {
      const matching = await matchingIn(page, match, calendars);
      found.add(
        matching,
        await outcomesOf(
          tools.db,
          matching.map(({ signal }) => signal.id),
        ),
      );
      complete = performance.now() < until;
      if (!complete) break;
    }
    return { days, means: meaning(match), complete, ...found.figures() };
  } finally {
    await recordings.close();
    done();
  }
}

async function matchingIn(
  page: readonly RecordedSignal[],
  match: string,
  calendars: readonly CalendarSpec[],
): Promise<RecordedSignal[]> {
  const matching: RecordedSignal[] = [];
  for (const [n, input] of page.entries()) {
    if (n % slice === 0) await giveTurn();
    if (holds(match, input.signal.subject, input.at, calendars)) matching.push(input);
  }
  return matching;
}

/** Adds up what would have been held back. */
class Found {
  #signals = 0;
  #messages = 0;
  readonly #incidents = new Set<string>();
  readonly #examples: SilencePreview["examples"] = [];

  add(matching: readonly RecordedSignal[], outcomes: readonly SignalOutcome[]): void {
    this.#signals += matching.length;
    for (const { incident, to } of outcomes) {
      if (incident) this.#incidents.add(incident);
      this.#messages += to.length;
    }
    for (const input of matching.slice(0, mostExamples - this.#examples.length)) {
      const { id, kind, subject } = input.signal;
      const own = outcomes.filter(({ signal }) => signal === id);
      this.#examples.push({
        at: input.at.toISOString(),
        signal: kind,
        issue: own.find(({ issue }) => issue !== null)?.issue ?? null,
        incident: own.find(({ incident }) => incident !== null)?.incident ?? null,
        title: titleOf(subject),
        severity: subject.severity,
        project: subject.project,
        environment: subject.environment,
        told: [...new Set(own.flatMap(({ to }) => to))],
      });
    }
  }

  figures(): Pick<SilencePreview, "signals" | "incidents" | "messages" | "examples"> {
    const { size: incidents } = this.#incidents;
    return { signals: this.#signals, incidents, messages: this.#messages, examples: this.#examples };
  }
}
