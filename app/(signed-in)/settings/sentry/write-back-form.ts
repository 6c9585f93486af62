import { WriteBackInput, writeKinds } from "#lib/model/write-back.ts";

const owner = "owner_";

/** The form's boxes and lines as the switches they stand for; faults by the name of their line. */
export function readWriteBack(
  fields: Readonly<Record<string, string>>,
): { ok: true; input: WriteBackInput } | { ok: false; fields: Record<string, string> } {
  const owners = Object.entries(fields).flatMap(([name, value]) =>
    name.startsWith(owner) && value.trim() !== "" ? [[name.slice(owner.length), value]] : [],
  );
  const parsed = WriteBackInput.safeParse({
    kinds: writeKinds.filter((kind) => kind in fields),
    dry_run: "dry_run" in fields,
    owners: Object.fromEntries(owners),
  });
  if (parsed.success) return { ok: true, input: parsed.data };
  const faults = parsed.error.issues.map(({ path, message }) => [
    path[0] === "owners" ? `${owner}${String(path[1])}` : "",
    message.replace(/^./, (first) => first.toUpperCase()),
  ]);
  return { ok: false, fields: Object.fromEntries(faults) };
}
