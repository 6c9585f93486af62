import { createKey } from "#lib/auth/api-key.ts";
import { connect } from "#lib/db/client.ts";
import { NotFound } from "#lib/model/errors.ts";
import type { TeamRule } from "#lib/model/rule.ts";
import type { Category } from "#lib/model/taxonomy.ts";
import { sampleErrors } from "#lib/sentry/sample/errors.ts";
import { firstIssue } from "./day.ts";

/** Two people who look after the demo; each has a key to the API. */
export interface Person {
  name: string;
  key: string;
}

const owners = { quota_exceeded: "team:771", authentication: "team:771", database: "user:41", infrastructure: "user:41" };

/** Makes the two people, says who owns what in Sentry, and marks the database as a demo's. */
export async function moveIn(url: string): Promise<[Person, Person]> {
  const db = connect({ url, connections: 2, name: "verdict-demo" });
  try {
    await db.setting.createMany({
      data: [
        { key: "demo", value: true },
        { key: "write_back", value: { owners } },
      ],
      skipDuplicates: true,
    });
    const person = async (name: string): Promise<Person> => ({ name, key: await createKey(db, { name, scope: "write" }) });
    return [await person("Mai Tran"), await person("Jonas Weber")];
  } finally {
    await db.$disconnect();
  }
}

async function ask(url: string, { key }: Person, path: string, body?: object, method = "POST"): Promise<unknown> {
  const reply = await fetch(`${url}${path}`, {
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    ...(body && { method, body: JSON.stringify(body) }),
  });
  if (reply.status === 404) throw new NotFound(`the demo's ${path} was answered with 404`);
  if (!reply.ok) throw new Error(`the demo's ${path} was answered with ${reply.status}: ${(await reply.text()).slice(0, 200)}`);
  return reply.json();
}

/** What this team knows better. */
const rules: readonly TeamRule[] = [
  {
    id: "crm",
    name: "The CRM is a supplier’s",
    query: "message:crm.example",
    category: "third_party",
    severity: "low",
    enabled: true,
  },
  { id: "cards", name: "Declined cards", query: "type:CardError", severity: "low", enabled: true },
  { id: "sessions", name: "Sessions end", query: 'type:TokenExpiredError "jwt expired"', ignore: true, enabled: true },
];

/** Writes the team's rules through the API, before the day begins. */
export async function writeRules(url: string, [first]: readonly Person[]): Promise<void> {
  if (first) await ask(url, first, "/api/v1/rules", { rules }, "PUT");
}

const issueOf = (key: string): string => String(firstIssue + sampleErrors.findIndex((error) => error.key === key));

/** What the two say of verdicts: some were wrong, most were right. */
const said: readonly { about: string; category?: Category; reason?: string }[] = [
  { about: "vague-pipeline", category: "code_bug", reason: "The enricher forgets its cursor." },
  { about: "zod-validation", category: "validation", reason: "Clients send what we refuse." },
  { about: "embedding-dim", category: "invalid_request", reason: "The index was made for another model." },
  { about: "vague-export", category: "infrastructure", reason: "The pod was evicted." },
  { about: "vague-sync", category: "database" },
  { about: "tool-schema", category: "invalid_request" },
  { about: "vague-agent" },
  { about: "vague-tool" },
  { about: "vague-retrieval" },
  { about: "schema-mismatch" },
  { about: "empty-answer" },
  { about: "json-broken" },
  { about: "context-window" },
];

/** Nobody corrects what a slow machine has not judged yet. */
function notYet(error: unknown): void {
  if (!(error instanceof NotFound)) throw error;
}

/** Says it through the API, turn by turn. */
export async function correctSome(url: string, people: readonly Person[]): Promise<void> {
  const [first] = people;
  if (!first) return;
  for (const [at, { about, category, reason }] of said.entries()) {
    const input = category ? { category, ...(reason && { reason }) } : { agree: true };
    await ask(url, people[at % people.length] ?? first, `/api/v1/issues/${issueOf(about)}/corrections`, input).catch(notYet);
  }
}
