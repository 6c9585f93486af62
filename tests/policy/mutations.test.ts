import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { invariants } from "./invariants/all.ts";

/** For each invariant, the code that keeps it, and what stands there when it is taken away. */
const mutations: [invariant: number, what: string, file: string, code: string, instead: string][] = [
  [
    1,
    "an end that ends nothing is decided about",
    "resolve",
    'if (own.length === 0) return [untold(first, null, "below_policy")];',
    "",
  ],
  [1, "the last policy matches everything", "check", "yield* lastFaults(policies);", ""],
  [
    1,
    "what somebody has in hand is not told of",
    "news",
    'if (after.state === "acknowledged") return untold(policy, after, "acknowledged");',
    "",
  ],
  [1, "unless it gets worse", "news", "if (rises(found)) return null;\n  if (after.state", "if (after.state"],
  [1, "what comes back is told as such", "news", ' || opens === "regression") return opens;', ") return opens;"],
  [
    2,
    "ends are decided about before silences",
    "decide",
    'if (signal.kind === "resolved")\n    return decideResolved(facts, signal, matching, asked).map((decision) => watchedIn(decision, asked));',
    "",
  ],
  [2, "what was held and ended is a line", "resolve", "if (conversation.heldBy === null || facts.quiet === null)", "if (true)"],
  [
    2,
    "what is silenced does not speak for others",
    "kept-back",
    "const joins = joinsSilently(found, about);",
    "const joins = null as Found | null;",
  ],
  [2, "nor makes their incident worse", "kept-back", "if (!isHeard(before, issue, around(about))) return null;", "return null;"],
  [2, "nothing inhibits what would inhibit it", "silence", "!(inhibits(subject) && holds(match, other, now, calendars))", "true"],
  [
    2,
    "what gets worse in a silence is told at its end",
    "kept-back",
    "return isNews ? { ...after, heldBy: by, dueAt: earlier(after.dueAt, until) } : after;",
    "return after;",
  ],
  [2, "and as what got worse", "due", 'if (hasRisen(awake)) return { reason: "severity_rise", incident: awake };', ""],
  [3, "the first word waits", "timing", "after(openedAt, ms(wait))", "openedAt"],
  [
    3,
    "what gets worse does not",
    "news",
    "rises(found) ? null : waitsUntil(found.policy, found.after, signal, state, now)",
    "waitsUntil(found.policy, found.after, signal, state, now)",
  ],
  [
    4,
    "a model has until the deadline",
    "timing",
    "isOpenQuestion ? after(signal.at, ms(policy.deadline)) : collected",
    "collected",
  ],
  [4, "critical ones wait for no model", "timing", ' && subject.severity !== "critical"', ""],
  [
    4,
    "what was told is edited",
    "decide",
    'signal.kind === "corrected" ? corrected(found, about) : null',
    "null as ReturnType<typeof corrected>",
  ],
  [4, "what is held waits for a model too", "kept-back", "until: waits && waits > until ? waits : until", "until"],
  [
    5,
    "nor does one that is less sure than the policy wants",
    "conversation",
    "(by !== null || (subject.confidence ?? 1) >= confidenceFloor)",
    "true",
  ],
  [
    5,
    "nor an incident whose issues it was about",
    "conversation",
    "mayLower || before.severity === null ? said : worse(before.severity, said)",
    "said",
  ],
  [
    5,
    "an incident is asked for as severe as it is",
    "conversation",
    "subject: asSevere(signal.subject, severity)",
    "subject: signal.subject",
  ],
  [
    5,
    "an incident is no worse than what is open of it",
    "resolve",
    "return handedOn({ ...policy, name: conversation.policy }, incident, issue, around);",
    'return untold(policy, incident, "waiting");',
  ],
  [
    5,
    "only a sure verdict lowers",
    "conversation",
    "before.member !== null && isSure(signal, floor) && ",
    "before.member !== null && ",
  ],
  [
    6,
    "critical errors break through",
    "hours",
    'if (!rule || (severity === "critical" && !rule.critical)) return inside;',
    "if (!rule) return inside;",
  ],
  [6, "the policy says so in plain words", "summary", "calendar.critical ? ", "false ? "],
  [
    7,
    "the step after one that nobody can be reached by is due",
    "tell",
    "const next = hurried(policy, { ...incident, steps: step + 1 }, now);",
    "const next = { ...incident, steps: step + 1, ladderAt: null };",
  ],
  [
    7,
    "the step after one that failed is due",
    "act",
    "dueAt: isAsleep(conversation, now) ? incident.dueAt : now",
    "dueAt: conversation.dueAt",
  ],
  [
    7,
    "what gets worse begins the ladder of its policy",
    "conversation",
    'if (isWorse(after.severity, before.severity)) return { ...notBegun(own), state: "open", acknowledgedAt: null };',
    "",
  ],
  [
    2,
    "what was told and gets worse is told after any silence",
    "kept-back",
    "after.told > 0 && rises(found) ? keptBack(found, about, ends) : after",
    "after",
  ],
  [
    8,
    "the first alert names the silence that ended",
    "tell",
    "const by = endedSilence(silences, { subject: incident.subject, own: incident.id }, facts, now);",
    "const by = null;",
  ],
  [
    8,
    "a silence has an end",
    "../model/policy",
    "[silence.until, silence.calendar, silence.while].filter(Boolean).length === 1",
    "true",
  ],
  [9, "windows are in their zone", "calendar", "stretchOf(calendar.zone, day, window)", 'stretchOf("UTC", day, window)'],
  [
    9,
    "the days on which clocks change are others",
    "zone",
    "if (before === after) return { first: before, until: before };",
    "return { first: before, until: before };",
  ],
  [
    10,
    "who got enough gets a bundle",
    "rate",
    "return latest !== undefined && latest.getTime() > now.getTime() - hourMs;",
    "return false;",
  ],
  [10, "bundles are apart", "gather", "later(after(at, collect), sentAt && after(sentAt, apart))", "after(at, collect)"],
  [
    11,
    "what is due is decided as of its time",
    "create-world",
    "at.getTime() - dueAt.getTime() <= punctualMs ? dueAt : at",
    "at",
  ],
  [
    11,
    "what is due before a signal is decided first",
    "create-world",
    "touched.flatMap(({ conversation }) => this.#dues(conversation.id, at))",
    "touched.flatMap(() => [] as Taken[])",
  ],
];

/** More than any of them needs to be found out. */
const runs = 4000;
const seed = 20_261_130;
const root = join(import.meta.dirname, "../..");
const output = join(root, "tests/output");
mkdirSync(output, { recursive: true });
const copies = mkdtempSync(join(output, "mutations-"));
after(() => rmSync(copies, { recursive: true, force: true }));

/** Everything that the invariants need, where nobody else reads it. */
function copy(name: string): string {
  const to = join(copies, name);
  for (const room of ["lib/model", "lib/query", "lib/policy", "tests/policy/invariants"])
    cpSync(join(root, room), join(to, room), { recursive: true });
  writeFileSync(join(to, "package.json"), JSON.stringify({ type: "module", imports: { "#lib/*": "./lib/*" } }));
  return to;
}

function outcome(folder: string, invariant: number): { status: number | null; stderr: string } {
  const program = join(folder, "tests/policy/invariants/one.ts");
  return spawnSync(process.execPath, [program, String(invariant), String(runs), String(seed)], { encoding: "utf8" });
}

for (const [n, [invariant, what, file, code, instead]] of mutations.entries())
  test(`without “${what}”, invariant ${invariant} fails`, () => {
    const folder = copy(String(n));
    const path = join(folder, "lib/policy", `${file}.ts`);
    const text = readFileSync(path, "utf8");
    assert.equal(text.split(code).length, 2, `${file}.ts does not hold this once: ${code}`);
    writeFileSync(
      path,
      text.replace(code, () => instead),
    );
    const { status, stderr } = outcome(folder, invariant);
    assert.notEqual(status, 0, "nobody noticed");
    assert.match(stderr, /Property failed after \d+ tests/);
  });

test("every invariant has a mutation, and holds without one", () => {
  const mutated = new Set(mutations.map(([invariant]) => invariant));
  assert.deepEqual([...mutated], Object.keys(invariants).map(Number));
  for (const invariant of mutated) invariants[invariant]?.run(50, seed);
});
