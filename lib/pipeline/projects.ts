import type { Db, Tx } from "#lib/db/client.ts";
import { storedProjects } from "#lib/db/projects.ts";
import type { Language } from "#lib/model/language.ts";
import { type ProjectSettings, unsetProject } from "#lib/model/project.ts";
import type { Tools } from "./tools.ts";

/** So long another process may not know what was set. */
const freshMs = 5000;
const known = new WeakMap<Db, { at: number; settings: Map<string, ProjectSettings> }>();

const keyOf = (installationId: string, slug: string): string => `${installationId}\n${slug}`;

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
  const now = tools.clock().getTime();
  let kept = known.get(tools.db);
  if (!kept || Math.abs(now - kept.at) >= freshMs) {
    const rows = await storedProjects(db);
    kept = { at: now, settings: new Map(rows.map((row) => [keyOf(row.installationId, row.slug), row.settings])) };
    known.set(tools.db, kept);
  }
  return (slug === null ? undefined : kept.settings.get(keyOf(installationId, slug))) ?? unsetProject;
}

/** The language in which an error of this project is explained. */
export const languageOf = ({ language }: ProjectSettings, { settings }: Pick<Tools, "settings">): Language =>
  language ?? settings.DEFAULT_LANGUAGE;
