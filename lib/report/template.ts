import { Familiar } from "./familiar.ts";
import { settle } from "./settle.ts";
import { storable } from "./storable.ts";
import { rows } from "./variables.ts";

const maxInput = 8 * 1024;
const maxTemplate = 300;

/** One pattern with a group per row, so that the text is read once and what a row recognised is not read again. */
const anyRow = new RegExp(rows.map(([source]) => `(${source})`).join("|"), "gi");
const escapedQuote = /\\{1,8}(?=["'])/g;
const ansi = /\x1b\[[0-9;?]{0,16}[A-Za-z]/g;
const list = /(<(?:n|quoted|id|hex|uuid)>)(?:, ?\1)+/g;
const cutPlaceholder = /<[a-z]{0,10}$/;

/** The message with its variable parts replaced and what decides its category kept: equal for errors that are the same. */
export function template(message: string): string {
  const shape = pass(storable(message, maxInput));
  if (atRest.get(shape)) return shape;
  const settled = settle(shape, pass, "<text>");
  atRest.add(settled, true);
  return settled;
}

/** Templates of which nothing more is replaced. */
const atRest = new Familiar<true>();

function pass(text: string): string {
  const line = text
    .replaceAll(ansi, "")
    .replaceAll(escapedQuote, "")
    .replaceAll(/(?:\s|\\[nrt])+/g, " ")
    .trim();
  const shape = generalised(line).replaceAll(list, "$1");
  return shape.length <= maxTemplate ? shape : storable(shape, maxTemplate).replace(cutPlaceholder, "").trimEnd();
}

function generalised(text: string): string {
  return text.replaceAll(anyRow, (match, ...groups) => {
    const row = rows[groups.findIndex((group) => group !== undefined)];
    return row ? row[1](match, generalised) : match;
  });
}
