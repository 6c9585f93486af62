import { z } from "zod";
import type { Tools } from "./tools.ts";

/** Whether what is shown here is made up: `npm run demo` marks its throw-away database. */
export async function isDemo({ db }: Pick<Tools, "db">): Promise<boolean> {
  const row = await db.setting.findUnique({ where: { key: "demo" }, select: { value: true } });
  return z.literal(true).safeParse(row?.value).success;
}
