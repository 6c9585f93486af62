import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { test } from "node:test";
import { parse, type Source, sources } from "./support/sources.ts";

/** Who may look at whom. A room may always look at itself. */
const mayImport: Record<string, readonly string[]> = {
  app: ["components", "lib/pipeline", "lib/db", "lib/auth", "lib/i18n", "lib/query", "lib/model"],
  components: ["lib/model", "lib/query", "lib/i18n"],
  "lib/model": [],
  "lib/query": ["lib/model"],
  "lib/report": ["lib/model"],
  "lib/classify": ["lib/model", "lib/query"],
  "lib/policy": ["lib/model", "lib/query"],
  "lib/learn": ["lib/model", "lib/classify"],
  "lib/sentry": ["lib/model"],
  "lib/llm": ["lib/model"],
  "lib/channels": ["lib/model", "lib/i18n"],
  "lib/outside": ["lib/model"],
  "lib/queue": ["lib/model"],
  "lib/db": ["lib/model", "lib/query"],
  "lib/auth": ["lib/model", "lib/db"],
  "lib/i18n": ["lib/model"],
  "lib/sdk": ["lib/model"],
  "lib/pipeline": [
    "lib/query",
    "lib/report",
    "lib/classify",
    "lib/policy",
    "lib/learn",
    "lib/sentry",
    "lib/llm",
    "lib/channels",
    "lib/outside",
    "lib/queue",
    "lib/db",
    "lib/auth",
    "lib/i18n",
    "lib/model",
  ],
};
mayImport["lib/cli"] = Object.keys(mayImport).filter((room) => room.startsWith("lib/"));

/** Rooms without clock, environment, network or database, and the packages they may use. */
const pure: Record<string, readonly string[]> = {
  "lib/model": ["zod"],
  "lib/query": ["zod", "liqe", "re2js"],
  "lib/report": ["zod", "node:crypto"],
  "lib/classify": ["zod", "node:crypto"],
  "lib/policy": ["zod", "node:crypto"],
  "lib/learn": ["zod", "node:crypto"],
};
const effects =
  /process\.env|\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bperformance\.|\bfetch\s*\(|\bsetTimeout\b|\bsetInterval\b|\brandom(?:UUID|Bytes|Int)\b/;

/** The composition root, the programs that a person or npm starts, and the two files that Next itself starts. */
const readsEnvironment = (path: string): boolean =>
  path === "lib/pipeline/tools.ts" ||
  path === "proxy.ts" ||
  path === "instrumentation.ts" ||
  path === "lib/db/generate.ts" ||
  path.startsWith("lib/cli/");

const all = sources("app", "components", "lib");
const roomOf = (path: string): string => {
  if (!path.includes("/")) return "app";
  const [top = "", second = ""] = path.split("/");
  return top === "lib" ? `lib/${second}` : top;
};
const isOurs = (imported: string): boolean => /^(?:app|components|lib|tests)\//.test(imported);
const packageOf = (imported: string): string =>
  imported
    .split("/")
    .slice(0, imported.startsWith("@") ? 2 : 1)
    .join("/");
const packagesOf = ({ imports }: Source): string[] => imports.filter((imported) => !isOurs(imported)).map(packageOf);

/** One test a rule: the files that break it are named in the failure. */
function rule(name: string, faults: (source: Source) => unknown[]): void {
  test(name, () => {
    const found = all.flatMap((source) => faults(source).map((fault) => `${source.path}: ${String(fault)}`));
    assert.deepEqual(found, []);
  });
}

test("imports are read in every form", () => {
  const code = `import a from "one";\nimport type { B } from "../db/two.ts";\nimport {\n  c,\n} from '#lib/model/three.ts';\nexport { d } from "four/deep";\nimport "five";\nconst e = await import("#app/six.ts");\n// import x from "seven";\nconst f = require("eight");`;
  const expected = ["one", "lib/db/two.ts", "lib/model/three.ts", "four/deep", "five", "app/six.ts", "eight"];
  assert.deepEqual(parse("lib/cli/sample.ts", code).imports.sort(), expected.sort());
});

test("the sources are found", () => assert.ok(all.length > 50, `${all.length} files`));

rule("every file lies in a known room", ({ path }) => (mayImport[roomOf(path)] ? [] : [`no room ${roomOf(path)}`]));

rule("files look only inwards", ({ path, imports }) => {
  const room = roomOf(path);
  return imports.filter(
    (imported) => isOurs(imported) && roomOf(imported) !== room && !mayImport[room]?.includes(roomOf(imported)),
  );
});

rule("a pure room imports no package but its own few", (source) => {
  const allowed = pure[roomOf(source.path)];
  return allowed ? packagesOf(source).filter((name) => !allowed.includes(name)) : [];
});

rule("a pure room has no clock, environment, chance or network", ({ path, code }) =>
  pure[roomOf(path)] ? (effects.exec(code) ?? []) : [],
);

rule("nothing under lib knows the web framework", (source) =>
  source.path.startsWith("lib/")
    ? packagesOf(source).filter((name) => ["next", "react", "react-dom", "next-intl", "@sentry/nextjs"].includes(name))
    : [],
);

rule("only lib/db knows Prisma", (source) =>
  roomOf(source.path) === "lib/db"
    ? []
    : source.imports.filter((imported) => /^(?:@prisma\/|prisma$|lib\/db\/generated\/)/.test(imported)),
);

// NODE_ENV and NEXT_RUNTIME are constants that the build puts in.
rule("only the composition root and the programs read the environment", ({ path, code }) =>
  readsEnvironment(path) ? [] : (/\bprocess\.env\b(?!\.(?:NODE_ENV|NEXT_RUNTIME)\b)/.exec(code) ?? []),
);

rule("a file has at most 200 lines", ({ text }) => {
  const lines = text.trimEnd().split("\n").length;
  return lines > 200 ? [`${lines} lines`] : [];
});

rule("there are no barrels and no drawers", ({ path }) => {
  const parts = path.split("/");
  const drawer = parts.some((part) => /^(?:utils?|helpers?|common|misc)(?:\.|$)/.test(part));
  return drawer || /^index\.[tj]sx?$/.test(basename(path)) ? [basename(path)] : [];
});

rule(
  "markup is never raw and SQL is never pasted together",
  ({ code }) => /dangerouslySetInnerHTML|\$(?:query|execute)RawUnsafe/.exec(code) ?? [],
);

rule("our own files are imported by their whole name", ({ imports }) =>
  imports.filter((imported) => isOurs(imported) && !/\.(?:tsx?|json|css)$/.test(imported)),
);

const strangersMayCall = /^app\/(?:\([^)]+\)\/)?(?:sign-in|setup|join)\//;

/** The first thing that a server action waits for, returns or throws must be the check of the caller's role. */
function uncheckedActions(code: string): string[] {
  return code
    .split(/^export /m)
    .slice(1)
    .flatMap((written) => {
      if (/^(?:type|interface) /.test(written)) return [];
      const name = /^async function (\w+)/.exec(written)?.[1];
      if (!name) return [`"use server" exports something other than an async function: ${written.slice(0, 40)}`];
      const first = /\b(?:await|return|throw|yield)\s+(?:await\s+)?(\w+)/.exec(written)?.[1];
      return first === "requireRole" ? [] : [name];
    });
}

test("an action without the check is recognised", () => {
  const good =
    "export async function good(form: FormData): Promise<void> {\n  const viewer = await requireRole('responder');\n  await save(form);\n}\n";
  const bad = "export async function bad(): Promise<void> {\n  await save();\n  await requireRole('admin');\n}\n";
  assert.deepEqual(uncheckedActions(`"use server";\n${good}${bad}`), ["bad"]);
});

rule("every server action begins with requireRole", ({ path, code }) => {
  if (!/["']use server["']/.test(code)) return [];
  if (!/^\s*["']use server["']/.test(code)) return ['actions live in a file of their own that begins with "use server"'];
  return strangersMayCall.test(path) ? [] : uncheckedActions(code);
});

const floors = { next: "16.4.2", react: "19.2.6", "react-dom": "19.2.6" };
const number = (version: string): number =>
  version
    .split(/[.-]/)
    .slice(0, 3)
    .reduce((sum, part) => sum * 10_000 + Number(part), 0);

for (const [name, floor] of Object.entries(floors)) {
  test(`${name} is not older than ${floor}, which closes its known holes`, () => {
    const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
      packages: Record<string, { version: string }>;
    };
    const copies = Object.entries(packages).filter(([path]) => path.endsWith(`node_modules/${name}`));
    assert.ok(copies.length > 0, `${name} is not in package-lock.json`);
    for (const [path, { version }] of copies) assert.ok(number(version) >= number(floor), `${path} is ${version}`);
  });
}
