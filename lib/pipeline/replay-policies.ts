import { setImmediate as giveTurn } from "node:timers/promises";
import { incidentTitles } from "#lib/db/incident-story.ts";
import { channelKinds, pastIncidents, sentIn } from "#lib/db/replay-history.ts";
import { openRecordings, type Recordings } from "#lib/db/replay-inputs.ts";
import { standingIncidents } from "#lib/db/standing-incidents.ts";
import type { Kept } from "#lib/model/decision.ts";
import { Busy, wrongAt } from "#lib/model/errors.ts";
import type { DocumentFault } from "#lib/model/policy.ts";
import type { RealIncident } from "#lib/model/recorded.ts";
import type { PolicyReplay, ReplayInput, ReplayProgress } from "#lib/model/replay.ts";
import { unasked } from "#lib/policy/asked.ts";
import { checkDocument } from "#lib/policy/check.ts";
import { Replay } from "#lib/policy/replay.ts";
import type { Rules } from "#lib/policy/world.ts";
import { readYaml } from "./policy-yaml.ts";
import { type Happened, replayAnswer, type UntitledReplay } from "./replay-answer.ts";
import { rulesOf } from "./rules-now.ts";
import type { Tools } from "./tools.ts";
import { turns } from "./turns.ts";

export type Replayed = { ok: true; replay: PolicyReplay } | { ok: false; errors: DocumentFault[] };

interface Watching {
  progress?: (so: ReplayProgress) => void;
  signal?: AbortSignal | undefined;
}

const dayMs = 86_400_000;
/** What comes after now is late, not lost: a week has every night and weekend that a policy may wait for. */
const lookAheadMs = 7 * dayMs;
/** So long it keeps the process's other work waiting at a time. */
const sliceMs = 8;
/** Longer works none: a policy may repeat every second for months. */
const mostMs = 180_000;
/** It keeps a core busy. */
const turn = turns(2, 3000);

/** The document of a request: itself, or its YAML. */
function documentOf(given: ReplayInput["document"]): unknown {
  return typeof given === "string" ? readYaml(given) : given;
}

/**
 * What a document would have made of what was recorded in the last days, against what happened. Changes nothing. Throws Busy when
 * others are at it already, and what the signal was aborted with.
 */
export async function replayPolicies(
  tools: Tools,
  { document: given, days }: ReplayInput,
  watching: Watching = {},
): Promise<Replayed> {
  const checked = checkDocument(documentOf(given));
  if (!checked.ok) return { ok: false, errors: checked.faults };
  const { document } = checked;
  const done = await turn("policies");
  if (!done) throw new Busy("Others are replaying policies: try again in a moment.", 3000);
  try {
    watching.signal?.throwIfAborted();
    const rules = await rulesOf(tools, document);
    const until = tools.clock();
    const period = { since: new Date(until.getTime() - days * dayMs), until };
    const recordings = await openRecordings(tools.databaseUrl);
    try {
      const happened = await replayAll(tools, recordings, { rules, period, watching });
      const replay = { ...replayAnswer(document, { days, ...period }, happened), unset: unsetIn(rules) };
      return { ok: true, replay: await titled(tools, replay) };
    } finally {
      await recordings.close();
    }
  } finally {
    done();
  }
}

function unsetIn({ document: { policies, channels }, channels: usable }: Rules): string[] {
  const named = new Set([...policies.flatMap(({ ladder }) => ladder), ...channels].flatMap(({ to = [] }) => to));
  return channels.flatMap(({ name }) => (named.has(name) && !usable.has(name) ? [name] : []));
}

async function titled({ db }: Tools, replay: UntitledReplay & Pick<PolicyReplay, "unset">): Promise<PolicyReplay> {
  const titles = await incidentTitles(
    db,
    replay.incidents.map(({ id }) => id),
  );
  const incidents = replay.incidents.map((each) => ({ ...each, title: titles.get(each.id)?.title || "Untitled error" }));
  return { ...replay, incidents };
}

interface Asked {
  rules: Rules;
  period: { since: Date; until: Date };
  watching: Watching;
}

/** Every installation has a world of its own. */
async function replayAll(tools: Tools, recordings: Recordings, asked: Asked): Promise<Happened[]> {
  const { period, watching } = asked;
  const installations = await recordings.installations(period);
  const total = installations.reduce((sum, { signals }) => sum + signals, 0);
  let signals = 0;
  const progress = (more: number): void => {
    signals += more;
    watching.progress?.({ signals, total });
  };
  progress(0);
  const happened: Happened[] = [];
  for (const { name } of installations) {
    const own = { installation: name, ...period };
    const [reals, sent, standing] = await Promise.all([
      pastIncidents(tools.db, own),
      sentIn(tools.db, own),
      standingIncidents(tools.db, name, period.since),
    ]);
    const kinds = await channelKinds(tools.db, [...new Set(sent.map(({ version }) => version))]);
    const replay = await replayOne(recordings, asked, { name, reals, standing, progress });
    happened.push({ reals, sent, kinds, replay });
  }
  return happened;
}

interface One {
  name: string;
  reals: readonly RealIncident[];
  standing: readonly Kept[];
  progress: (more: number) => void;
}

/** Gives the process's other work its turns; throws when nobody waits for this any more, or it takes too long. */
function pacing({ signal }: Watching): () => Promise<void> | undefined {
  let began = performance.now();
  let spent = 0;
  return () => {
    const ms = performance.now() - began;
    if (ms < sliceMs) return undefined;
    spent += ms;
    if (spent > mostMs) throw wrongAt("days", "this would take too long: replay fewer days, or repeat less often.");
    return giveTurn().then(() => {
      signal?.throwIfAborted();
      began = performance.now();
    });
  };
}

type Pause = ReturnType<typeof pacing>;

/** Between two things that were recorded any number may fall due; most often nothing does, and there is nothing to wait for. */
function passTo(replay: Replay, until: Date, pause: Pause): Promise<void> | undefined {
  const next = replay.nextDue();
  return next && next <= until ? passOn(replay, until, pause) : undefined;
}

async function passOn(replay: Replay, until: Date, pause: Pause, goesOn = () => true): Promise<void> {
  for (let next = replay.nextDue(); next && next <= until && goesOn(); next = replay.nextDue()) {
    replay.passTo(next);
    const pausing = pause();
    if (pausing) await pausing;
  }
}

async function replayOne(recordings: Recordings, asked: Asked, { name, reals, standing, progress }: One): Promise<Replay> {
  const { rules, period, watching } = asked;
  const replay = new Replay(rules, reals, standing);
  const pause = pacing(watching);
  const without = unasked(rules.document);
  for await (const page of recordings.inputs({ installation: name, ...period, without })) {
    let signals = 0;
    for (const recorded of page) {
      const passing = passTo(replay, recorded.at, pause);
      if (passing) await passing;
      replay.take(recorded);
      if (recorded.kind === "signal") signals++;
      const pausing = pause();
      if (pausing) await pausing;
    }
    watching.signal?.throwIfAborted();
    progress(signals);
  }
  await passTo(replay, period.until, pause);
  await passOn(replay, new Date(period.until.getTime() + lookAheadMs), pause, replay.end());
  return replay;
}
