import type { Db } from "#lib/db/client.ts";
import { noteSeen } from "#lib/db/members.ts";
import type { Library } from "./library.ts";
import { Viewer } from "./viewer.ts";

const idleMs = 12 * 3_600_000;
const touchMs = 5 * 60_000;

/** Who asks, read from the database every time: who was removed or lost the role is nobody at once. */
export async function readSession({ api }: Library, db: Db, headers: Headers): Promise<Viewer | null> {
  const found = await api.getSession({ headers });
  if (!found) return null;
  const { id, updatedAt } = found.session;
  const viewer = Viewer.safeParse(found.user);
  const idle = Date.now() - updatedAt.getTime();
  if (!viewer.success || idle > idleMs) {
    await db.session.deleteMany({ where: { id } });
    return null;
  }
  if (idle > touchMs) {
    await db.session.updateMany({ where: { id }, data: { updatedAt: new Date() } });
    await noteSeen(db, viewer.data.id);
  }
  return viewer.data;
}
