import { parse } from "liqe";
import { nearest } from "./distance.ts";
import { type Field, fieldNamed, fieldNames, fieldOf } from "./fields.ts";
import type { End, Token, Written } from "./lex.ts";
import { patternFault } from "./pattern.ts";
import { type Comparison, Fault, shown, type Term, type Test } from "./query.ts";
import { testOf } from "./values.ts";

type TermToken = Extract<Token, { kind: "term" }>;
/** Whom a query is asked of: lists are asked in SQL, single errors in memory. */
export type Use = "error" | "list";

const mostLetters = 600;
const plain = /^[A-Za-z_*?#$@][\w#$*.?@-]*$/;

interface Read {
  field: string | null;
  op: Comparison;
  /** What was between the quotes or slashes, or the bare word. */
  text: string;
}

/** liqe reads one term at a time: on a whole text its grammar needs room that doubles with every group in parentheses. A value that it knows no sign of is handed over in quotes. */
function read({ field, op, value }: TermToken): Read {
  const isPlain = value?.kind === "quoted" || value?.kind === "pattern" || plain.test(value?.text ?? "");
  const given = value === null || value.kind === "range" ? "*" : isPlain ? value.text : JSON.stringify(value.text);
  const tag = parse(`${field ? field.text + op : ""}${given}`);
  if (tag.type !== "Tag" || tag.expression.type === "EmptyExpression") throw new Error("no term");
  const { expression } = tag;
  const text = expression.type === "RangeExpression" ? "" : String(expression.value);
  return { field: tag.field.type === "Field" ? tag.field.name : null, op: comparisonOf(op), text };
}

const comparisonOf = (op: string): Comparison => (op === ":" ? "=" : (op.slice(1) as Comparison));

/** A term with its meaning; throws Fault. */
export function termOf(text: string, token: TermToken, use: Use): Term {
  const { at, end, value } = token;
  if (end - at > mostLetters) throw new Fault(at, `one term has at most ${mostLetters} characters`);
  const said = readOr(token);
  const known = said.field === null ? { field: "any", tag: null } : nameOf(said.field, at, text.slice(at, end));
  const field = fieldOf(known.field);
  if (said.field === null) refuseSlip(token, said.text);
  const name = said.field ?? "a bare word";
  refuseElsewhere(name, field, token, use);
  if (value === null)
    throw new Fault(
      end,
      `${name} needs a value right after ${token.op === ":" ? "the colon" : token.op.slice(1)}: write ${field.example}`,
    );
  const tests = testsOf(name, field, value, said);
  return { kind: "term", at, end, written: text.slice(at, end), ...known, tests };
}

function readOr(token: TermToken): Read {
  try {
    return read(token);
  } catch {
    throw new Fault(token.value?.at ?? token.at, 'this cannot be read: put it in quotes, as "…"');
  }
}

function nameOf(name: string, at: number, written: string): { field: string; tag: string | null } {
  const known = fieldNamed(name) ?? fieldNamed(name.toLowerCase());
  if (known) return known;
  const meantName = nearest(name.split(":")[0] ?? "", fieldNames);
  const mend = meantName
    ? `did you mean ${meantName}?`
    : `to search for the words themselves write ${JSON.stringify(written.replaceAll('"', ""))}`;
  throw new Fault(at, `there is no field ${shown(name)}: ${mend}`);
}

/** `age<24h` is meant as a comparison, not as a word to search for. */
function refuseSlip({ at, value }: TermToken, text: string): void {
  if (value?.kind !== "bare") return;
  const [, name = "", sign = "", rest = ""] = /^([\w.]+)(>=|<=|>|<|=)(.*)$/.exec(text) ?? [];
  if (fieldNamed(name)) throw new Fault(at + name.length, `write a colon before ${sign}: ${name}:${sign}${rest}`);
}

function refuseElsewhere(name: string, field: Field, { at, value }: TermToken, use: Use): void {
  if (use === "error" && field.listOnly) throw new Fault(at, `${name} is a field of lists and cannot be used here: leave it out`);
  if (use === "error") return;
  if (field.kind === "calendar") throw new Fault(at, "calendars are for policies: in a list ask for first_seen or last_seen");
  if (value?.kind === "pattern") throw new Fault(value.at, "patterns are for policies; use words here");
  if (field.kind === "flag" && value?.text === "overdue")
    throw new Fault(at, "a list does not know yet what is overdue: write age:>24h");
  if (field.kind === "flag" && value?.text === "floor")
    throw new Fault(at, "a list does not know what is floored: write severity:critical");
}

function testsOf(name: string, field: Field, value: Written, { op, text }: Read): Test[] {
  if (value.kind === "range") {
    if (op !== "=") throw new Fault(value.at, `a range stands right after the colon: write ${name}:${value.text}`);
    return [
      rangeTest(name, field, value.low, value.low.included ? ">=" : ">"),
      rangeTest(name, field, value.high, value.high.included ? "<=" : "<"),
    ];
  }
  if (value.kind === "pattern") return [patternTest(name, field, value, op, text)];
  const isQuoted = value.kind === "quoted";
  return [testOf(name, field, { at: value.at, text: isQuoted ? text : value.text, quoted: isQuoted, op })];
}

function rangeTest(name: string, field: Field, { at, text }: End, op: Comparison): Test {
  if (["text", "words", "truth", "flag", "calendar"].includes(field.kind))
    throw new Fault(at, `${name} has no order: write ${field.example}`);
  return testOf(name, field, { at, text, quoted: true, op });
}

function patternTest(name: string, field: Field, { at }: Written, op: Comparison, text: string): Test {
  if (field.kind !== "text") throw new Fault(at, `${name} takes no pattern: write ${field.example}`);
  if (op !== "=") throw new Fault(at, "a pattern stands right after the colon: write message:/…/");
  const slash = text.lastIndexOf("/");
  const [source, flags] = [text.slice(1, slash), text.slice(slash + 1)];
  if (/[^i]/.test(flags)) throw new Fault(at, "a pattern can only have the flag i, for any case");
  const fault = patternFault(source);
  if (fault) throw new Fault(at, fault);
  return { kind: "pattern", source, ignoreCase: flags === "i" };
}
