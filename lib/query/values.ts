import { meant } from "./distance.ts";
import type { Field } from "./fields.ts";
import { isMeant } from "./glob.ts";
import { type Comparison, Fault, shown, type Test } from "./query.ts";
import { viewOf } from "./view.ts";

/** A value as it was written, with how it is compared. */
export interface Said {
  at: number;
  text: string;
  quoted: boolean;
  op: Comparison;
}

/** Makes a test of what was written, by the kind of the field; throws Fault with what to write instead. */
export function testOf(name: string, field: Field, said: Said): Test {
  if (said.text === "*" && !said.quoted && said.op === "=" && field.kind !== "calendar") return { kind: "known" };
  return readers[field.kind](name, field, said);
}

type Reader = (name: string, field: Field, said: Said) => Test;

const readers: Readonly<Record<Field["kind"], Reader>> = {
  text: (name, field, said) => {
    equalOnly(name, said, "is text");
    if (said.text === "")
      throw new Fault(said.at, `${name} needs words: write ${field.example}, or -${name}:* where none is known`);
    return { kind: "text", whole: !field.holds, text: said.text, quoted: said.quoted };
  },
  words: (name, field, said) => {
    equalOnly(name, said, "has no order");
    const view = field.isViewed ? viewOf(said) : undefined;
    return { kind: "words", op: "=", said: said.text, ...(view ?? { words: chosen(name, field, said) }) };
  },
  flag: (name, field, said) => readers.words(name, field, said),
  ordered: orderedTest,
  calendar: (name, _field, said) => {
    equalOnly(name, said, "names a calendar");
    if (said.text === "") throw new Fault(said.at, "in needs the name of a calendar: write in:working-hours");
    return { kind: "name", name: said.text };
  },
  number: (name, field, said) => ({ kind: "number", op: said.op, value: numberOf(name, field, said) }),
  share: shareTest,
  truth: truthTest,
  age: agoTest,
  time: (name, field, said) => (instantOf(said.text) ? instantTest(said) : agoTest(name, field, said)),
};

function equalOnly(name: string, { op, at, text }: Said, why: string): void {
  if (op !== "=") throw new Fault(at, `${name} ${why} and cannot be compared with ${op}: write ${name}:${text || "VALUE"}`);
}

/** The words of a field that are meant; a `*` or `?` may stand for several. */
function chosen(name: string, { words = [] }: Field, { text, quoted, at }: Said): string[] {
  const found = words.filter((word) => isMeant({ text, quoted }, word));
  if (found.length > 0) return found;
  throw new Fault(at, `${name} has no word ${shown(text)}${meant(text.toLowerCase(), words)}`);
}

function orderedTest(name: string, field: Field, said: Said): Test {
  const words = chosen(name, field, said);
  if (said.op === "=") return { kind: "words", words, op: "=", said: said.text };
  const order = field.words ?? [];
  const from = order.indexOf(words[0] ?? "");
  if (words.length > 1) throw new Fault(said.at, `${name} is compared with one word: write ${field.example}`);
  const kept = order.filter((_, rank) => holds(said.op, rank, from));
  return { kind: "words", words: kept, op: said.op, said: said.text.toLowerCase() };
}

export function holds(op: Comparison, value: number, than: number): boolean {
  if (op === "=") return value === than;
  if (op === ">") return value > than;
  if (op === ">=") return value >= than;
  return op === "<" ? value < than : value <= than;
}

function numberOf(name: string, field: Field, { text, at }: Said): number {
  const value = /^-?\d{1,15}(?:\.\d{1,6})?$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(value)) throw new Fault(at, `${name} is a number, and ${shown(text)} is none: write ${field.example}`);
  return value;
}

function shareTest(name: string, field: Field, said: Said): Test {
  const percent = /^(\d{1,3}(?:\.\d{1,6})?)%$/.exec(said.text)?.[1];
  const value = percent === undefined ? numberOf(name, field, said) : Number(percent) / 100;
  if (value < 0 || value > 1) throw new Fault(said.at, `${name} goes from 0 to 1, or from 0% to 100%: write ${field.example}`);
  return { kind: "number", op: said.op, value };
}

const truths: Readonly<Record<string, boolean>> = { true: true, yes: true, false: false, no: false };

function truthTest(name: string, field: Field, said: Said): Test {
  equalOnly(name, said, "is true or false");
  const value = Object.hasOwn(truths, said.text.toLowerCase()) ? truths[said.text.toLowerCase()] : undefined;
  if (value === undefined) throw new Fault(said.at, `${name} is true or false: write ${field.example}`);
  return { kind: "truth", value };
}

const unitMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

function agoTest(name: string, field: Field, said: Said): Test {
  const [, count, unit] = /^(\d{1,6})([smhdw])$/.exec(said.text) ?? [];
  const ms = Number(count) * (unitMs[unit ?? ""] ?? Number.NaN);
  const alternatives = field.kind === "time" ? " or an instant such as 2026-11-30T09:00:00Z" : "";
  if (Number.isNaN(ms))
    throw new Fault(said.at, `${name} takes a time such as 30m, 24h or 7d${alternatives}: write ${field.example}`);
  if (said.op === "=")
    throw new Fault(
      said.at,
      `say on which side: write ${name}:<${said.text} for less than ${said.text} ago, or ${name}:>${said.text}`,
    );
  return { kind: "ago", op: said.op, ms, said: said.text };
}

const instantForm = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)?)?$/;

/** Milliseconds of a day or instant, UTC where no zone is said, and where it ends; undefined when it is none. */
function instantOf(text: string): { from: number; until: number } | undefined {
  if (!instantForm.test(text)) return undefined;
  const isDay = text.length === 10;
  const from = Date.parse(isDay || /(?:Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`);
  const isReal = !Number.isNaN(from) && new Date(Date.parse(text.slice(0, 10))).toISOString().startsWith(text.slice(0, 10));
  return isReal ? { from, until: isDay ? from + 86_400_000 : from + 1 } : undefined;
}

function instantTest({ op, text }: Said): Test {
  const { from, until } = instantOf(text) ?? { from: 0, until: 0 };
  return { kind: "instant", op, from, until, said: text };
}
