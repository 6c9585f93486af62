import { globSync, readFileSync } from "node:fs";
import { posix } from "node:path";

export interface Source {
  /** Relative to the project's top, with forward slashes. */
  path: string;
  /** As written, and without its comments. */
  text: string;
  code: string;
  /** What it imports, statically or not: a path from the top for our own files, else a package. */
  imports: string[];
}

/** Doors that the framework wants to lie at the top. */
const topLevel = ["proxy.ts", "instrumentation.ts", "instrumentation-client.ts"];
const own = /^#(lib|components|app|tests)\//;
const importing = [
  /^\s*(?:import|export)\b[^;"'`]*?\bfrom\s*["']([^"']+)["']/gm,
  /^\s*import\s*["']([^"']+)["']/gm,
  /\b(?:import|require)\s*\(\s*["'`]([^"'`]+)["'`]/g,
];

const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|[\s;{}(),])\/\/[^\n]*/g, "$1");

function resolved(from: string, specifier: string): string {
  if (own.test(specifier)) return specifier.slice(1);
  return specifier.startsWith(".") ? posix.join(posix.dirname(from), specifier) : specifier;
}

export function parse(path: string, text: string): Source {
  const code = withoutComments(text);
  const imports = importing.flatMap((pattern) =>
    [...code.matchAll(pattern)].map(([, specifier]) => resolved(path, specifier ?? "")),
  );
  return { path, text, code, imports };
}

/** Every file we wrote below these folders; generated code is not ours. */
export function sources(...folders: string[]): Source[] {
  const paths = globSync(folders.map((folder) => `${folder}/**/*.{ts,tsx,js,mjs}`)).map((path) => path.replaceAll("\\", "/"));
  const doors = folders.includes("app") ? globSync(topLevel) : [];
  return [...paths, ...doors]
    .filter((path) => !path.startsWith("lib/db/generated/"))
    .sort()
    .map((path) => parse(path, readFileSync(path, "utf8")));
}
