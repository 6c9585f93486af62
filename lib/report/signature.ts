import { hash } from "node:crypto";
import type { Frame, Report } from "#lib/model/report.ts";
import { Familiar } from "./familiar.ts";
import { storable } from "./storable.ts";
import { template } from "./template.ts";

/** Part of every signature: a new one when the same error would get another template or other parts. */
export const templateVersion = "2";

const exceptionTypes = 3;
const topFrames = 3;
const maxName = 200;

/** What errors that are the same have in common: the unit that gets a verdict and a memory. */
export function signature(report: Report): { hash: string; template: string } {
  const shape = template(report.message);
  const types = [report.exceptionType ?? "", ...report.chain.map(({ type }) => type)].slice(0, exceptionTypes).map(named);
  const frames = report.frames
    .filter(({ inApp }) => inApp)
    .slice(0, topFrames)
    .map(place);
  const status = report.httpStatus ?? report.llm?.status ?? null;
  const code = named(report.code ?? report.llm?.code ?? "");
  const parts = [templateVersion, report.platform ?? "", types, shape, frames, status, code];
  return { hash: hash("sha256", JSON.stringify(parts), "hex").slice(0, 32), template: shape };
}

const named = (text: string): string => storable(text, maxName);

/** What a bundler puts between a file's name and its ending: digits, or capitals where no name has them. */
const buildHash =
  /[.-](?=[\w-]{0,20}\d|[\w-]{0,20}[a-z][A-Z]|[A-Z]{2})[\w-]{6,20}(?=\.(?:chunk\.|min\.|bundle\.)?(?:[cm]?js|css|jsx?|tsx?)$)|[.-][0-9a-f]{8,64}(?=\.)/g;

/** File and function, without what changes from one deploy to the next: folders, bundle hashes, minified and numbered names. */
const places = new Familiar<string>();

function place(frame: Frame): string {
  const key = `${frame.file}\0${frame.function ?? frame.module ?? ""}`;
  return places.get(key) ?? places.add(key, placed(frame));
}

function placed(frame: Frame): string {
  const file = (storable(frame.file, 1000).split(/[?#]/)[0] ?? "").split(/[/\\]/).at(-1) ?? "";
  const stable = file.replaceAll(buildHash, "");
  const minified = stable !== file;
  const called = storable(frame.function ?? frame.module ?? "", maxName)
    .replace(/^async /, "")
    .replace(/ \[as [^\]]{0,100}\]$/, "")
    .replaceAll(/\$\d{1,9}(?:\/0x[0-9a-f]{1,16})?/g, "");
  return `${stable} ${minified && called.length <= 2 ? "" : called}`;
}
