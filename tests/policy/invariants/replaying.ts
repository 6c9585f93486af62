import assert from "node:assert/strict";
import { createWorld } from "#lib/policy/create-world.ts";
import { emptySlice, type Taken } from "#lib/policy/world.ts";
import { type History, histories } from "./history.ts";
import { type Invariant, property } from "./invariant.ts";
import { Live } from "./live.ts";

/** The same things happening to a world that begins with nothing. Incidents get the ids that they got when it was lived. */
function replayed({ document, usable }: History, { inputs, log, now }: Live): Taken[] {
  const ids = [...new Set(log.flatMap(({ incident }) => incident ?? []))];
  const world = createWorld({ document, channels: usable, zone: "UTC" }, emptySlice, () => ids.shift() ?? "another");
  const taken = inputs.flatMap((input) => [...world.passTo(input.at), ...world.take(input)]);
  return [...taken, ...world.passTo(now)];
}

const shown = ({ at, signal, incident, decision, digest }: Taken): string => {
  const { policy, action, reason, by, to, skipped, lines, step, urgency } = decision;
  return JSON.stringify([at, signal?.id, incident, policy, action, reason, by, to, skipped, lines, step, urgency, digest]);
};

const equal = property("", histories({ jumps: false, silences: "standing", rules: "fixed" }), (history) => {
  const live = new Live(history);
  assert.deepEqual(replayed(history, live).map(shown), live.log.map(shown));
});

const byIncident = (taken: readonly Taken[]): Record<string, string[]> => {
  const groups = Map.groupBy(
    taken.filter(({ digest }) => digest === null),
    ({ incident }) => incident ?? "",
  );
  return Object.fromEntries([...groups].map(([id, all]) => [id, all.map(shown).sort()]));
};

/** A worker that comes up to three quarters of a minute late decides as if it had not. */
const late = property(
  "",
  histories({ jumps: false, silences: "none", rules: "fixed", hourly: [1000], lags: [0, 3000, 45_000] }),
  (history) => {
    const live = new Live(history);
    live.pass(0);
    assert.deepEqual(byIncident(replayed(history, live)), byIncident(live.log));
  },
);

export const replays: Invariant = {
  name: "a replay of what was recorded decides as it was decided, be the workers punctual or a little late",
  run: (runs, seed, isQuick) => {
    equal.run(Math.ceil(runs / 2), seed, isQuick);
    late.run(Math.ceil(runs / 2), seed, isQuick);
  },
};
