#!/usr/bin/env node
import { enableCompileCache } from "node:module";
import { distance } from "#lib/query/distance.ts";
import { leave } from "./program.ts";

enableCompileCache(); // halves the start of every run but the first

type Command = { does: string; load: () => Promise<{ usage: string; run: (args: string[]) => Promise<number> }> };

/** Each command is loaded when it is asked for, so that none waits for the others' libraries. */
const commands: Record<string, Command> = {
  classify: { does: "reports as JSONL on stdin, verdicts as JSONL on stdout", load: () => import("./classify.ts") },
  eval: { does: "how good the verdicts on labelled reports are", load: () => import("./eval.ts") },
  train: { does: "train the local model from labelled reports", load: () => import("./train.ts") },
  replay: { does: "what policies would have told whom in the last days", load: () => import("./replay.ts") },
  migrate: { does: "bring the database to this release", load: () => import("./migrate.ts") },
  doctor: { does: "check configuration, connections and permissions, and say what to do", load: () => import("./doctor.ts") },
};

const usage = [
  "Usage: verdict COMMAND [options]",
  "",
  ...Object.entries(commands).map(([name, { does }]) => `  ${name.padEnd(10)} ${does}`),
].join("\n");

function meant(word: string): string {
  const [nearest] = Object.keys(commands).toSorted((a, b) => distance(word, a) - distance(word, b));
  return nearest && distance(word, nearest) <= 3 ? ` Did you mean "${nearest}"?` : "";
}

const isHelp = (word: string): boolean => word === "--help" || word === "-h";

function help(text: string): number {
  console.log(text);
  return 0;
}

async function main([name = "", ...args]: string[]): Promise<number> {
  if (isHelp(name) || name === "help") return help(usage);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command) {
    const loaded = await command.load();
    return args.some(isHelp) ? help(loaded.usage) : loaded.run(args);
  }
  const said = name.slice(0, 60);
  console.error(`${said ? `There is no command "${said}".${meant(said)}` : "A command is missing."}\n\n${usage}`);
  return 2;
}

await leave(main(process.argv.slice(2)));
