import { createHash } from "node:crypto";
import type { Severity } from "#lib/model/taxonomy.ts";

type Shares = Readonly<Record<Severity, number>>;

const all: Shares = { critical: 1, high: 1, medium: 1, low: 1, info: 1 };
const thrifty: Shares = { critical: 1, high: 0.8, medium: 0.5, low: 0.2, info: 0.2 };
const half: Shares = { critical: 1, high: 0.5, medium: 0.2, low: 0.05, info: 0.05 };
const little: Shares = { critical: 1, high: 0.1, medium: 0, low: 0, info: 0 };

/** Below these shares of the day's budget the strong tier rests, and nothing that is remembered is checked again. */
const strongNeeds = 0.2;
const recheckNeeds = 0.3;

/** What is left of the day's budget, 0 to 1; null where there is no limit. */
export type Left = number | null;

/** Which part of the unsure signatures of a severity models are asked about today. */
export function shareOf(severity: Severity, left: Left, isThrifty: boolean): number {
  const share = left ?? 1;
  if (share <= 0) return 0;
  if (share > 0.7) return (isThrifty ? thrifty : all)[severity];
  return (share >= 0.3 ? half : little)[severity];
}

/** The same signature has the same lot all day, and another one tomorrow. */
function lotOf(signature: string, day: string): number {
  return createHash("sha256").update(`${day} ${signature}`).digest().readUInt32BE(0) / 2 ** 32;
}

interface Lot {
  signature: string;
  /** Calendar day. */
  day: string;
  severity: Severity;
  left: Left;
  thrifty: boolean;
}

/** Whether models are asked about a signature today. */
export const isSampled = ({ signature, day, severity, left, thrifty }: Lot): boolean =>
  lotOf(signature, day) < shareOf(severity, left, thrifty);

export const mayAskStrong = (left: Left): boolean => left === null || left >= strongNeeds;

export const mayCheckAgain = (left: Left): boolean => left === null || left > recheckNeeds;
