import { type Document, isScalar, parseDocument, stringify, visit } from "yaml";
import { BadInput } from "#lib/model/errors.ts";
import type { PolicyDocument } from "#lib/model/policy.ts";

/** Aliases repeat what they stand for: a short text may mean a gigabyte. */
const mostAliases = 20;
const mostLetters = 262_144;

/** The parser's own check compares every name with every other one. */
function refuseTwice(document: Document): void {
  visit(document, {
    Map(_, { items }) {
      const names = items.map(({ key }) => (isScalar(key) ? String(key.value) : key));
      if (new Set(names).size < names.length) throw new Error("Map keys must be unique");
    },
  });
}

/** The value of a YAML text. Throws BadInput. */
export function readYaml(text: string): unknown {
  if (text.length > mostLetters) throw new BadInput(`A YAML document has at most ${mostLetters / 1024} KiB.`);
  try {
    const document = parseDocument(text, { uniqueKeys: false, logLevel: "error", prettyErrors: false });
    if (document.errors[0]) throw document.errors[0];
    refuseTwice(document);
    const value: unknown = document.toJS({ maxAliasCount: mostAliases });
    return JSON.parse(JSON.stringify(value ?? null)); // what refers to itself, or is too deep, ends here
  } catch (error) {
    const [why = ""] = (error instanceof Error ? error.message : "").split("\n", 1);
    throw new BadInput(`The body is not YAML that can be read: ${why.slice(0, 200)}`);
  }
}

export const writeYaml = (document: PolicyDocument): string => stringify(document, { lineWidth: 0 });
