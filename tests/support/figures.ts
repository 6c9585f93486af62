import { v7 as uuidv7 } from "uuid";
import type { Db } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { emptyReport } from "#lib/model/report.ts";
import { emptySubject } from "#lib/model/subject.ts";
import { severityRank } from "#lib/model/taxonomy.ts";
import { errors, people, projects, shares } from "./figures-data.ts";
import { addIssue } from "./issues.ts";

const installationId = "default";
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const buckets = 12;

/** Chance that repeats itself: equal pictures need equal numbers. */
function chance(seed = 20261130): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
const idAt = (at: Date | number): string => uuidv7({ msecs: Number(at) });
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Fewer errors at night, and a provider that fails for three hours of yesterday. */
function rhythm(at: number, now: number, category: string): number {
  const wave = 0.65 + 0.35 * Math.sin(((new Date(at).getUTCHours() - 8) / 24) * 2 * Math.PI);
  const age = now - at;
  const outage = category === "provider_error" && age > 6 * hour && age <= 9 * hour ? 14 : 1;
  return wave * outage;
}

async function rollups(db: Db, now: number, days: number): Promise<void> {
  const random = chance();
  const first = Math.floor((now - days * day) / hour) * hour;
  const data = [];
  for (let at = first; at <= now; at += hour) {
    for (const { category, severity, tier, model, weight, micros } of shares) {
      const running = at + hour > now ? (now - at) / hour : 1;
      const occurrences = Math.round(weight * rhythm(at, now, category) * (0.6 + random() * 0.8) * running);
      if (occurrences === 0) continue;
      const verdicts = Math.ceil(occurrences / 9);
      const project = projects[Math.floor(random() * projects.length)]!;
      const latency = Array.from({ length: buckets }, (_, n) => (n === 1 ? verdicts : 0));
      const costMicros = verdicts * micros;
      const counted = { occurrences, verdicts, costMicros, latency: `{${latency}}` };
      data.push({ installationId, hour: new Date(at), project, category, severity, tier, model, ...counted });
    }
  }
  await db.$executeRaw`
    INSERT INTO "Rollup" ("installationId", "hour", "project", "category", "severity", "tier", "model", "occurrences", "verdicts", "costMicros", "latency")
    SELECT * FROM jsonb_to_recordset(${JSON.stringify(data)}::jsonb) AS r("installationId" text, "hour" timestamptz, "project" text, "category" text,
      "severity" text, "tier" text, "model" text, "occurrences" int, "verdicts" int, "costMicros" bigint, "latency" int[])`; // tens of thousands
}

const modelsUsed = [
  { model: "gpt-5-mini", tier: "llm-fast", perDay: 6, items: 8, micros: 620, latency: 2900 },
  { model: "deepseek-chat", tier: "llm-fast", perDay: 2, items: 8, micros: 310, latency: 5200 },
  { model: "gpt-5", tier: "llm-strong", perDay: 10, items: 1, micros: 9400, latency: 6100 },
];

async function spend(db: Db, now: number, days: number): Promise<void> {
  const random = chance(7);
  const data: Prisma.SpendCreateManyInput[] = [];
  for (let back = days - 1; back >= 0; back--) {
    const share = back === 0 ? (now % day) / day : 1;
    for (const { model, tier, perDay, items, micros, latency } of modelsUsed) {
      const calls = Math.round(perDay * (0.5 + random()) * share);
      for (let call = 0; call < calls; call++) {
        const at = new Date(now - back * day - call * minute);
        const failed = random() < 0.04;
        const costMicros = BigInt(Math.round(micros * items * 0.3 * (0.6 + random())));
        data.push({
          id: idAt(at),
          installationId,
          at,
          day: dayOf(now - back * day),
          tier,
          model,
          baseUrl: "https://api.openai.com/v1",
          project: projects[call % projects.length]!,
          state: failed ? "released" : "settled",
          reservedMicros: costMicros,
          costMicros: failed ? 0n : costMicros,
          inputTokens: failed ? 0 : 420 * items,
          cachedTokens: failed ? 0 : 180 * items,
          outputTokens: failed ? 0 : 110 * items,
          items,
          valid: failed ? 0 : items - (random() < 0.1 ? 1 : 0),
          outcome: failed ? "timeout" : "ok",
          latencyMs: latency * (0.6 + random() ** 3 * 2),
        });
      }
    }
  }
  await db.spend.createMany({ data });
  const spentOn = (matches: (day: string) => boolean): bigint =>
    data.filter((row) => matches(row.day)).reduce((sum, row) => sum + BigInt(row.costMicros ?? 0), 0n);
  const [today, month] = [dayOf(now), dayOf(now).slice(0, 7)];
  const periods = [
    { scope: "daily", period: today, spentMicros: spentOn((day) => day === today) },
    { scope: "monthly", period: month, spentMicros: spentOn((day) => day.startsWith(month)) },
  ];
  await db.budgetPeriod.createMany({ data: periods });
}

async function issues(db: Db, now: number): Promise<string[]> {
  const ids: string[] = [];
  for (const [index, { type, message, category, severity, users, events, tier = "rule", model = null }] of errors.entries()) {
    const sentryIssueId = String(6_800_100 + index);
    const id = await addIssue(db, {
      sentryIssueId,
      category,
      severity,
      tier,
      issue: {
        title: `${type}: ${message}`,
        project: projects[index % projects.length]!,
        environment: "production",
        users,
        events,
        firstSeen: new Date(now - (index + 2) * 5 * hour),
        lastSeen: new Date(now - index * 7 * minute),
      },
      verdict: { model },
    });
    ids.push(id);
    if (!model) continue;
    const { verdictId } = await db.issue.findUniqueOrThrow({ where: { id } });
    const by = { byId: "ada", byName: "Ada Lovelace", wasCategory: category, wasSeverity: severity, wasTier: tier };
    const about = { installationId, issueId: id, signature: `signature of ${sentryIssueId}`, verdictId: verdictId ?? "" };
    await db.correction.create({ data: { id: uuidv7(), ...about, ...by, agree: index % 5 !== 0, at: new Date(now - hour) } });
  }
  return ids;
}

async function reports(db: Db, now: number, issueIds: readonly string[]): Promise<void> {
  const random = chance(3);
  const data = Array.from({ length: 240 }, () => {
    const receivedAt = new Date(now - Math.floor(random() ** 1.4 * 115 * minute));
    const issueId = issueIds[Math.floor(random() ** 2 * issueIds.length)]!;
    return { id: idAt(receivedAt), installationId, issueId, signature: "s", data: emptyReport, receivedAt };
  });
  await db.report.createMany({ data });
}

async function deliveries(db: Db, now: number): Promise<void> {
  const random = chance(5);
  const data = Array.from({ length: 180 }, (_, n) => {
    const receivedAt = new Date(now - 12_000 - n * 19_000);
    const doneAt = new Date(receivedAt.getTime() + 40 + random() ** 4 * 900);
    const row = { id: idAt(receivedAt), installationId, resource: "error", action: "created", state: "done" };
    return { ...row, digest: Buffer.from(`digest ${n}`), size: 1, sealed: Buffer.from(""), receivedAt, doneAt };
  });
  await db.delivery.createMany({ data });
}

async function incidents(db: Db, now: number, issueIds: readonly string[]): Promise<void> {
  const open = [0, 1, 2, 3, 5, 8].map((index, place) => ({
    index,
    openedAt: new Date(now - (place + 1) * 17 * minute),
    taken: place > 3,
  }));
  const over = Array.from({ length: 14 }, (_, n) => ({
    index: n % errors.length,
    openedAt: new Date(now - (3 + n * 1.4) * hour),
    taken: true,
  }));
  for (const [n, { index, openedAt, taken }] of [...open, ...over].entries()) {
    const { type, message, category, severity, users, events } = errors[index]!;
    const id = idAt(openedAt);
    const subject = {
      ...emptySubject,
      type,
      message,
      category,
      severity,
      users,
      events,
      project: projects[index % 3]!,
      environment: "production",
    };
    const acknowledgedAt = taken ? new Date(openedAt.getTime() + (4 + (n % 9)) * minute) : null;
    await db.incident.create({
      data: {
        id,
        installationId,
        policy: severity === "critical" ? "critical" : "everything else",
        groupKey: `group ${n}`,
        group: { category, project: projects[index % 3]! },
        state: n >= open.length ? "resolved" : taken ? "acknowledged" : "open",
        severityRank: severityRank(severity),
        subject,
        issueId: issueIds[index]!,
        openedAt,
        acknowledgedAt,
        acknowledgedBy: taken ? people[n % people.length]! : null,
        resolvedAt: n >= open.length ? new Date(openedAt.getTime() + hour) : null,
        documentVersion: 1,
      },
    });
    await db.incidentMember.create({ data: { incidentId: id, issueId: issueIds[index]!, joinedAt: openedAt } });
    const told = { installationId, incidentId: id, channel: "slack", reason: "first", state: "sent", createdAt: openedAt };
    await db.message.create({ data: { id: idAt(openedAt), ...told } });
  }
  const signals = Array.from({ length: 96 }, (_, n) => {
    const at = new Date(now - n * 14 * minute);
    return { id: idAt(at), installationId, kind: "issue_created", at, subject: emptySubject };
  });
  await db.signal.createMany({ data: signals });
}

/** A month of believable figures: every part of Now and Costs has something to show. */
export async function seedFigures(db: Db, { now = new Date(), days = 61 }: { now?: Date; days?: number } = {}): Promise<void> {
  const at = now.getTime();
  await rollups(db, at, days);
  await spend(db, at, Math.min(days, 31));
  const issueIds = await issues(db, at);
  await reports(db, at, issueIds);
  await deliveries(db, at);
  await incidents(db, at, issueIds);
}
