import { Language } from "#lib/model/language.ts";
import { Preset } from "#lib/model/preset.ts";
import type { ProjectSettings } from "#lib/model/project.ts";
import type { Db, Tx } from "./client.ts";
import type { Project } from "./generated/client.ts";

/** A project of an installation. */
export interface ProjectKey {
  installationId: string;
  slug: string;
}

export interface StoredProject extends ProjectKey {
  settings: ProjectSettings;
  by: string | null;
  at: Date;
}

const usd = (micros: bigint | null): number | null => (micros === null ? null : Number(micros) / 1e6);
const micros = (amount: number | null): bigint | null => (amount === null ? null : BigInt(Math.round(amount * 1e6)));

const stored = ({
  installationId,
  slug,
  language,
  preset,
  useLlm,
  dailyMicros,
  monthlyMicros,
  ...row
}: Project): StoredProject => ({
  installationId,
  slug,
  settings: {
    language: Language.nullable().catch(null).parse(language),
    preset: Preset.nullable().catch(null).parse(preset),
    use_llm: useLlm,
    daily_usd: usd(dailyMicros),
    monthly_usd: usd(monthlyMicros),
  },
  by: row.byName,
  at: row.updatedAt,
});

/** The projects for which something was set. */
export const storedProjects = async (db: Db | Tx): Promise<StoredProject[]> =>
  (await db.project.findMany({ orderBy: [{ installationId: "asc" }, { slug: "asc" }] })).map(stored);

/** Keeps what is set for a project. */
export async function writeProject(
  tx: Tx,
  { installationId, slug }: ProjectKey,
  { language, preset, use_llm, daily_usd, monthly_usd }: ProjectSettings,
  { byName, now }: { byName: string; now: Date },
): Promise<void> {
  const row = {
    language,
    preset,
    useLlm: use_llm,
    dailyMicros: micros(daily_usd),
    monthlyMicros: micros(monthly_usd),
    byName,
    updatedAt: now,
  };
  await tx.project.upsert({
    where: { installationId_slug: { installationId, slug } },
    create: { installationId, slug, ...row },
    update: row,
  });
}

export interface SeenProject extends ProjectKey {
  issues: number;
}

/** The projects of the issues seen since. */
export const projectsSeen = (db: Db, since: Date): Promise<SeenProject[]> =>
  db.$queryRaw<SeenProject[]>`
    SELECT "installationId", "project" AS "slug", count(*)::float8 AS "issues" FROM "Issue"
    WHERE "project" IS NOT NULL AND "lastSeen" >= ${since} GROUP BY 1, 2 ORDER BY 1, 2 LIMIT 1000`;
