import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { policiesOfVersion } from "#lib/db/policy-history.ts";
import { NotFound } from "#lib/model/errors.ts";
import type { PolicyDocument } from "#lib/model/policy.ts";
import type { PolicyDiff } from "#lib/model/policy-version.ts";
import { changesBetween } from "#lib/policy/changes.ts";
import { currentPolicies } from "./policies.ts";
import { writeYaml } from "./policy-yaml.ts";
import type { Tools } from "./tools.ts";

/** Lines that may differ: the time that it takes to find them grows with their square. */
const mostEdits = 2000;

/** Everything goes, everything comes. */
function replaced(names: readonly string[], from: string, to: string): string {
  const [was, is] = [from, to].map((text) => text.trimEnd().split("\n"));
  const signed = (sign: string, lines: string[] = []): string[] => lines.map((line) => `${sign}${line}`);
  const head = [`--- ${names[0]}`, `+++ ${names[1]}`, `@@ -1,${was?.length} +1,${is?.length} @@`];
  return `${[...head, ...signed("-", was), ...signed("+", is)].join("\n")}\n`;
}

/** Two documents as YAML, as a unified diff; empty when they are the same, and all of both when they have little in common. */
export function yamlDiff(before: { name: string; document: PolicyDocument }, after: typeof before): string {
  const [from, to] = [before, after].map(({ document }) => writeYaml(document));
  if (from === undefined || to === undefined || from === to) return "";
  const patch = createTwoFilesPatch(before.name, after.name, from, to, undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
    maxEditLength: mostEdits,
  });
  return patch ?? replaced([before.name, after.name], from, to);
}

/** The document of a version. Throws NotFound. */
export async function policiesAt(tools: Tools, version: number): Promise<PolicyDocument> {
  const standing = await currentPolicies(tools);
  if (version === standing.version) return standing.document;
  const document = version < 1 || version > standing.version ? null : await policiesOfVersion(tools.db, version);
  if (!document) throw new NotFound(`There is no version ${version} of the policies.`);
  return document;
}

/** What is different between two versions; left out, they are the one that stands and the one before it. */
export async function policyDiff(
  tools: Tools,
  asked: { from?: number | undefined; to?: number | undefined },
): Promise<PolicyDiff> {
  const to = asked.to ?? (await currentPolicies(tools)).version;
  const from = asked.from ?? Math.max(1, to - 1);
  const [before, after] = await Promise.all([policiesAt(tools, from), policiesAt(tools, to)]);
  const named = (version: number, document: PolicyDocument) => ({ name: `version ${version}`, document });
  return { from, to, changes: changesBetween(before, after), diff: yamlDiff(named(from, before), named(to, after)) };
}
