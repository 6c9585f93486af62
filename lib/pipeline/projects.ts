import { addAudit } from "#lib/db/audit.ts";
import { type Db, type Tx, transaction } from "#lib/db/client.ts";
import { gather, gatherSkipped } from "#lib/db/gather.ts";
import { type ProjectKey, projectsSeen, storedProjects, writeProject } from "#lib/db/projects.ts";
import type { By } from "#lib/model/by.ts";
import { NotFound } from "#lib/model/errors.ts";
import type { Language } from "#lib/model/language.ts";
import type { PresetOf } from "#lib/model/preset.ts";
import { type ProjectRow, ProjectSettings, unsetProject } from "#lib/model/project.ts";
import { readInput } from "#lib/model/read-input.ts";
import { hasModels } from "./refine-targets.ts";
import type { Tools } from "./tools.ts";

/** So long another process may not know what was set; who asks models again waits for longer. */
const freshMs = 5000;
const askAgainSeconds = 6;
const known = new WeakMap<Db, { at: number; settings: Map<string, ProjectSettings> }>();

const keyOf = (installationId: string, slug: string): string => `${installationId}\n${slug}`;

/** What is set, by project; known for some seconds. */
async function settingsNow({ db: own, clock }: Pick<Tools, "db" | "clock">, db: Db | Tx): Promise<Map<string, ProjectSettings>> {
  const now = clock().getTime();
  const kept = known.get(own);
  if (kept && Math.abs(now - kept.at) < freshMs) return kept.settings;
  const settings = new Map((await storedProjects(db)).map((row) => [keyOf(row.installationId, row.slug), row.settings]));
  known.set(own, { at: now, settings });
  return settings;
}

/**
 * What the team has set for a project; of an error without one, and where nothing is set, what stands for all. Asked for every
 * error, so it is known for some seconds. Within a transaction `db` is its own: a second connection may not be free.
 */
export async function projectSettings(
  tools: Pick<Tools, "db" | "clock">,
  installationId: string,
  slug: string | null,
  db: Db | Tx = tools.db,
): Promise<ProjectSettings> {
  const settings = await settingsNow(tools, db);
  return (slug === null ? undefined : settings.get(keyOf(installationId, slug))) ?? unsetProject;
}

/** In which preset's names the categories of each project are shown. */
export async function presetsNow(tools: Pick<Tools, "db" | "clock">): Promise<PresetOf> {
  const settings = await settingsNow(tools, tools.db);
  return ({ installation, project }) => {
    const preset = project === null ? null : settings.get(keyOf(installation, project))?.preset;
    return preset && preset !== "verdict" ? preset : null;
  };
}

/** The language in which an error of this project is explained. */
export const languageOf = ({ language }: ProjectSettings, { settings }: Pick<Tools, "settings">): Language =>
  language ?? settings.DEFAULT_LANGUAGE;

const seenMs = 30 * 86_400_000;

/** The projects that errors came from lately, and those for which something is set. */
export async function projects({ db, clock }: Pick<Tools, "db" | "clock">): Promise<ProjectRow[]> {
  const [seen, stored] = await Promise.all([projectsSeen(db, new Date(clock().getTime() - seenMs)), storedProjects(db)]);
  const rows = new Map<string, ProjectRow>();
  for (const { installationId, slug, issues } of seen)
    rows.set(keyOf(installationId, slug), { slug, installation: installationId, ...unsetProject, issues });
  for (const { installationId, slug, settings } of stored) {
    const key = keyOf(installationId, slug);
    rows.set(key, { slug, installation: installationId, ...settings, issues: rows.get(key)?.issues ?? 0 });
  }
  return [...rows.values()].toSorted((a, b) => b.issues - a.issues || (a.slug < b.slug ? -1 : 1));
}

/** Keeps what shall hold for a project from now on. Throws BadInput naming what is wrong, NotFound when there is no such installation. */
export async function saveProject(tools: Tools, key: ProjectKey, input: unknown, by: By): Promise<ProjectRow> {
  const wanted = readInput(ProjectSettings, input);
  if (!tools.installations.get(key.installationId)) throw new NotFound("There is no such installation.");
  const now = tools.clock();
  await transaction(tools.db, async (tx) => {
    const before = (await storedProjects(tx)).find(
      ({ installationId, slug }) => keyOf(installationId, slug) === keyOf(key.installationId, key.slug),
    );
    await writeProject(tx, key, wanted, { byName: by.name, now });
    const data = { before: before?.settings ?? unsetProject, after: wanted };
    await addAudit(tx, { by, action: "project.change", target: key.slug, data });
    // Who waited for money or leave may have it now.
    await gatherSkipped(tx, askAgainSeconds);
    if (wanted.use_llm && (await hasModels(tools, tx))) await gather(tx);
    await tools.queue.send(tx, "refine", {}, { startAfterSeconds: askAgainSeconds });
  });
  known.delete(tools.db);
  const row = (await projects(tools)).find(
    ({ installation, slug }) => keyOf(installation, slug) === keyOf(key.installationId, key.slug),
  );
  return row ?? { slug: key.slug, installation: key.installationId, ...wanted, issues: 0 };
}
