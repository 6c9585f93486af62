import assert from "node:assert/strict";
import { test } from "node:test";
import { v7 as uuidv7 } from "uuid";
import { openRecordings } from "#lib/db/replay-inputs.ts";
import { emptySubject, type Subject } from "#lib/model/subject.ts";

import { ownTools } from "../support/tools.ts";

const tools = await ownTools();
const { db } = tools;
const at = new Date("2026-11-27T06:00:00.123Z");
const period = { installation: "default", since: new Date(at.getTime() - 1000), until: new Date(at.getTime() + 10_000) };

const full: Subject = {
  message: 'Rate limit, reached for {"gpt-4.1"} \\ NULL\nat once: 限制',
  type: "",
  category: "rate_limit",
  severity: "critical",
  tier: "rule",
  confidence: 0.97,
  retryable: false,
  needs_action: true,
  fix_time: "1h",
  project: "NULL",
  environment: "null",
  release: "api@1.4.0",
  service: "{a,b}",
  region: '"eu"',
  transaction: "POST /a b",
  level: "error",
  platform: "node",
  provider: "openai",
  llm_model: "gpt-4.1",
  llm_status: 429,
  owner: "#payments",
  users: 0,
  events: 12,
  first_seen: "2026-11-27T05:00:00.000Z",
  last_seen: "2026-11-27T06:00:00.000Z",
  signature: "s1",
  signal: "created",
  tags: { plan: 'p"ro', "a b": "" },
  flags: ["provisional", "floor"],
};

async function add(subject: object, routedAt: Date): Promise<void> {
  const row = { installationId: "default", kind: "created", at, routedAt, waiting: true, byName: "Ada" };
  await db.signal.create({ data: { id: uuidv7(), ...row, subject } });
}

async function read(without?: readonly (keyof Subject)[]) {
  const recordings = await openRecordings(tools.databaseUrl);
  const found = [];
  for await (const page of recordings.inputs({ ...period, ...(without && { without }) }))
    for (const each of page) if (each.kind === "signal") found.push(each);
  await recordings.close();
  return found;
}

test("an error is read as it was written, but for what nobody asks for and what an earlier release did not know", async () => {
  await add(full, at);
  await add({ severity: "low", flags: null }, new Date(at.getTime() + 1));
  const [whole, old] = await read();
  assert.deepEqual(whole?.signal.subject, full);
  assert.deepEqual([whole?.at, whole?.signal.at, whole?.waiting, whole?.signal.by], [at, at, true, "Ada"]);
  assert.deepEqual(old?.signal.subject, { ...emptySubject, severity: "low" });
  const [part] = await read(["message", "tags", "flags", "users"]);
  assert.deepEqual(part?.signal.subject, { ...full, message: "", tags: {}, flags: [], users: null });
});

test("pages follow each other without a gap, also where many were decided about at one instant", async () => {
  const many = 2300;
  const later = new Date(at.getTime() + 100);
  await db.signal.createMany({
    data: Array.from({ length: many }, (_, n) => ({
      ...{ id: uuidv7(), installationId: "default", kind: "created", at, subject: { events: n } },
      routedAt: n < 100 ? later : new Date(later.getTime() + Math.floor(n / 1500)),
    })),
  });
  const found = (await read()).slice(2);
  assert.equal(new Set(found.map(({ signal }) => signal.id)).size, many);
  const places = found.map((each) => `${each.at.toISOString()} ${each.signal.id}`);
  assert.deepEqual(places, [...places].sort());
});

test("what was corrected is read with what it was taken for before", async () => {
  const was = { category: "timeout", severity: "high" };
  for (const kind of ["corrected", "severity_rose"])
    await db.signal.create({
      data: { ...{ id: uuidv7(), installationId: "other", kind, at, routedAt: at, waiting: false }, subject: full, was },
    });
  const recordings = await openRecordings(tools.databaseUrl);
  const found = [];
  for await (const page of recordings.inputs({ ...period, installation: "other" }))
    for (const each of page) if (each.kind === "signal") found.push([each.signal.kind, each.signal.was]);
  await recordings.close();
  assert.deepEqual(found, [
    ["corrected", was],
    ["severity_rose", null],
  ]);
});
