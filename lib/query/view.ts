import { categoriesCalled, namesOf, type Preset, presets } from "#lib/model/preset.ts";
import type { Category } from "#lib/model/taxonomy.ts";
import { isMeant } from "./glob.ts";
import { Fault, shown } from "./query.ts";
import type { Said } from "./values.ts";

/** The categories that a name of another set means, `sre/auth`, and that name for people; undefined when none is written. */
export function viewOf({ text, quoted, at }: Said): { words: Category[]; view: string } | undefined {
  const slash = text.indexOf("/");
  if (slash < 0) return undefined;
  const start = quoted ? at + 1 : at;
  const preset = presetOf(text.slice(0, slash), start);
  const name = text.slice(slash + 1);
  const found = namesOf(preset).filter((known) => isMeant({ text: name, quoted }, known));
  if (found.length === 0)
    throw new Fault(start + slash + 1, `${preset} has no category ${shown(name)}; it can be ${namesOf(preset).join(", ")}`);
  return { words: found.flatMap((known) => categoriesCalled(preset, known) ?? []), view: `${preset}: ${found.join(", ")}` };
}

function presetOf(written: string, at: number): Preset {
  const preset = presets.find((known) => known === written.toLowerCase());
  if (preset) return preset;
  throw new Fault(at, `there is no preset ${shown(written)}; it can be ${presets.join(", ")}`);
}
