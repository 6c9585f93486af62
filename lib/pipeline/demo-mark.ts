import { readSetting } from "#lib/db/settings.ts";
import type { Tools } from "./tools.ts";

/** Whether what is shown here is made up: `npm run demo` marks its throw-away database. */
export async function isDemo({ db }: Pick<Tools, "db">): Promise<boolean> {
  return (await readSetting(db, "demo")) === true;
}
