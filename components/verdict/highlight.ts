import type { Evidence } from "#lib/model/verdict.ts";

export interface Piece {
  text: string;
  start: number;
  /** Which evidence marks it; null between marks. */
  evidence: number | null;
}

const isInside = ({ start, end }: Evidence, message: string): boolean => start >= 0 && end > start && end <= message.length;

/** Cuts the message at the offsets of its evidence. Where two overlap the one that begins first keeps the words; offsets outside are passed over. */
export function highlight(message: string, evidence: readonly Evidence[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  const upTo = (end: number, mark: number | null): void => {
    if (end > at) pieces.push({ text: message.slice(at, end), start: at, evidence: mark });
    at = Math.max(at, end);
  };
  const marks = evidence.map((item, index) => ({ item, index })).filter(({ item }) => isInside(item, message));
  for (const { item, index } of marks.sort((a, b) => a.item.start - b.item.start)) {
    upTo(item.start, null);
    upTo(item.end, index);
  }
  upTo(message.length, null);
  return pieces;
}
