import { addAudit } from "#lib/db/audit.ts";
import { transaction } from "#lib/db/client.ts";
import { readSetting, writeSetting } from "#lib/db/settings.ts";
import type { By } from "#lib/model/by.ts";
import { readInput } from "#lib/model/read-input.ts";
import { WriteBackInput, type WriteBackSettings, WriteKind } from "#lib/model/write-back.ts";
import type { Tools } from "./tools.ts";

const key = "write_back";
const nothing: WriteBackInput = { kinds: [], dry_run: false, owners: {} };

/** What the environment says: `dry-run:comment, link`; null when it says nothing. */
function ofEnvironment(written: string | undefined): Pick<WriteBackInput, "kinds" | "dry_run"> | null {
  if (!written) return null;
  const { dry, list = "" } = /^(?<dry>dry-run:)?(?<list>.*)$/.exec(written)?.groups ?? {};
  return { kinds: [...new Set(list.split(",").map((kind) => WriteKind.parse(kind.trim())))], dry_run: dry !== undefined };
}

/** What is written to Sentry; the environment decides over what is stored. Owners are always stored. */
export async function writeBackSettings(
  { settings, db: own }: Pick<Tools, "settings" | "db">,
  db: Pick<Tools["db"], "setting"> = own,
): Promise<WriteBackSettings> {
  const fixed = ofEnvironment(settings.SENTRY_WRITE_BACK);
  const stored = WriteBackInput.catch(nothing).parse((await readSetting(db, key)) ?? nothing);
  return { ...stored, ...fixed, fixed: fixed !== null };
}

/** Stores what a person chose; of what the environment fixes only the owners. Throws BadInput naming what is wrong. */
export async function saveWriteBack(tools: Tools, input: unknown, by: By): Promise<WriteBackSettings> {
  const wanted = readInput(WriteBackInput, input);
  const was = await writeBackSettings(tools);
  const { kinds, dry_run, owners } = { ...wanted, ...(was.fixed && { kinds: was.kinds, dry_run: was.dry_run }) };
  const value = { kinds: [...new Set(kinds)], dry_run, owners };
  await transaction(tools.db, async (tx) => {
    await writeSetting(tx, { key, value, byName: by.name, now: tools.clock() });
    const { fixed: _, ...before } = was;
    await addAudit(tx, { by, action: "write_back.change", data: { before, after: value } });
  });
  return writeBackSettings(tools);
}
