import { parse, stringify } from "yaml";
import { BadInput } from "#lib/model/errors.ts";
import type { PolicyDocument } from "#lib/model/policy.ts";

/** Aliases repeat what they stand for: a short text may mean a gigabyte. */
const mostAliases = 20;
const mostLetters = 262_144;

/** The value of a YAML text. Throws BadInput. */
export function readYaml(text: string): unknown {
  if (text.length > mostLetters) throw new BadInput(`A YAML document has at most ${mostLetters / 1024} KiB.`);
  try {
    const value: unknown = parse(text, { maxAliasCount: mostAliases, logLevel: "error", prettyErrors: false });
    return JSON.parse(JSON.stringify(value ?? null)); // what refers to itself, or is too deep, ends here
  } catch (error) {
    const [why = ""] = (error instanceof Error ? error.message : "").split("\n", 1);
    throw new BadInput(`The body is not YAML that can be read: ${why.slice(0, 200)}`);
  }
}

export const writeYaml = (document: PolicyDocument): string => stringify(document, { lineWidth: 0 });
