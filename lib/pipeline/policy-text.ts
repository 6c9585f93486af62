import { isNode, LineCounter, parseDocument } from "yaml";
import { BadInput } from "#lib/model/errors.ts";
import type { DocumentFault, PolicyDocument } from "#lib/model/policy.ts";
import { checkDocument } from "#lib/policy/check.ts";
import { yamlDiff } from "./policy-diff.ts";
import { NoYaml, readYaml } from "./policy-yaml.ts";

/** A fault at the line of the text where it stands; null where no line has it. */
export type TextFault = DocumentFault & { line: number | null };

export type TextRead = { ok: true; document: PolicyDocument } | { ok: false; faults: TextFault[] };

/** `policies[2].ladder[0].if` as the keys that lead there. */
const keysOf = (path: string): (string | number)[] =>
  path.split(/[.[\]]+/).flatMap((key) => (key === "" ? [] : [/^\d+$/.test(key) ? Number(key) : key]));

/** The line of what a path leads to, or of the nearest thing around it that the text has. */
export function linesIn(text: string): (path: string) => number | null {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: false, logLevel: "error", prettyErrors: false });
  const lineOf = (keys: readonly (string | number)[]): number | null => {
    if (keys.length === 0) return null;
    const node = document.getIn(keys, true);
    if (isNode(node) && node.range) return counter.linePos(node.range[0]).line;
    return lineOf(keys.slice(0, -1));
  };
  return (path) => lineOf(keysOf(path));
}

/** The document that a text says, or all that is wrong with it and at which line. */
export function readPolicies(text: string): TextRead {
  let value: unknown;
  try {
    value = readYaml(text);
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    const [line, message] =
      error instanceof NoYaml ? [error.line, `The text is not YAML that can be read: ${error.why}`] : [null, error.message];
    return { ok: false, faults: [{ path: "", line, message }] };
  }
  const checked = checkDocument(value);
  if (checked.ok) return checked;
  const lineOf = linesIn(text);
  return { ok: false, faults: checked.faults.map((fault) => ({ ...fault, line: lineOf(fault.path) })) };
}

/** What the text would change of the document that stands, as a unified diff. */
export const diffTo = (standing: { version: number; document: PolicyDocument }, document: PolicyDocument): string =>
  yamlDiff({ name: `version ${standing.version}`, document: standing.document }, { name: "text", document });
