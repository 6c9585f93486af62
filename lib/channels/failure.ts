import { type AppError, BadInput, Busy } from "#lib/model/errors.ts";
import type { BrokenWhy } from "#lib/model/own-told.ts";
import { Broken } from "./broken.ts";
import { type Reply, Throttled } from "./channel.ts";

/** Whose answer it is, and where its address or permission is mended; both in words. */
export interface Receiver {
  name: string;
  mend: string;
  /** What no sentence may repeat, though the receiver does. */
  hides?: readonly string[];
}

/** The parts of an address by which whoever knows them may post. */
export function secretsIn(address: string): string[] {
  const { href, pathname, search, searchParams } = new URL(address);
  const segments = pathname.split("/").filter((segment) => segment.length >= 8);
  const values = [...searchParams.values()].filter((value) => value.length >= 6);
  const found = [href, `${pathname}${search}`, ...(pathname.length > 1 ? [pathname] : []), ...segments, ...values];
  return [...new Set(found)].sort((a, b) => b.length - a.length);
}

const maxPauseMs = 3_600_000;
const defaultPauseMs = 30_000;
const whys: Readonly<Record<number, BrokenWhy>> = {
  401: "credentials",
  403: "permission",
  404: "gone",
  405: "stranger",
  410: "gone",
};

/** How long `Retry-After` asks to wait, at most an hour. */
function pauseMs(header: string | undefined, now: number): number {
  const seconds = /^\s*(\d{1,9})\s*$/.exec(header ?? "")?.[1];
  const ms = seconds === undefined ? Date.parse(header ?? "") - now : Number(seconds) * 1000;
  return Number.isNaN(ms) ? defaultPauseMs : Math.min(Math.max(ms, 1000), maxPauseMs);
}

/** What the receiver said, on one line of at most 200 characters; nothing of what a private address says. */
function wordsOf({ text, isPrivate }: Pick<Reply, "text" | "isPrivate">, hides: readonly string[]): string {
  if (isPrivate) return "";
  const line = hides
    .reduce((said, secret) => said.replaceAll(secret, "[hidden]"), text().slice(0, 2000))
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .trim();
  return line === "" ? "" : `: ${[...line].slice(0, 200).join("")}`;
}

/** What an answer other than 2xx means. */
export function failureOf(reply: Reply, { name, mend, hides = [] }: Receiver, now: number): AppError {
  const { status, headers } = reply;
  const words = wordsOf(reply, hides);
  if (status === 429) return new Throttled(`${name} asked to wait (429)`, pauseMs(headers["retry-after"], now));
  if (status >= 500 || status === 408 || status === 425) return new Busy(`${name} answered ${status}${words}`);
  if (status >= 300 && status < 400)
    return new Broken(`${name} answered ${status}, a redirect, which is not followed. ${mend}`, "stranger", `HTTP ${status}`);
  const why = whys[status];
  if (why) return new Broken(`${name} answered ${status}${words}. ${mend}`, why, `HTTP ${status}`);
  return new BadInput(`${name} did not take the message (${status})${words}`);
}
