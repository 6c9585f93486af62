"use client";
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import { type Suggestion, type Suggestions, suggest } from "./suggest.ts";
import type { Offer } from "./vocabulary.ts";

type Field = RefObject<HTMLInputElement | null>;

/** What is typed, and how it becomes another. */
export interface Typed {
  text: string;
  write: (text: string) => void;
}

interface Box {
  /** The items of the open list; empty while it is closed. */
  items: readonly Suggestion[];
  active: number;
  type: (text: string, caret: number) => void;
  take: (item: Suggestion | undefined) => void;
  close: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** The query box's list: arrows open and walk it, Enter takes what is walked to and else sends the query, Escape closes. */
export function useSuggestions(input: Field, { text, write }: Typed, offers: readonly Offer[]): Box {
  const { from, items, active, open, close, walk } = useList(offers);
  const putCaret = useCaret(input);
  const caret = (): number => input.current?.selectionStart ?? text.length;

  function type(typed: string, place: number): void {
    write(typed);
    open(typed, place);
  }

  function take(item: Suggestion | undefined): void {
    if (!item) return;
    const next = `${text.slice(0, from)}${item.insert}`;
    write(`${next}${text.slice(caret()).trimStart()}`);
    putCaret(next.length);
    if (item.insert.endsWith(" ")) close();
    else open(next, next.length);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const isOpen = items.length > 0;
    const acts = step !== undefined || (isOpen && (event.key === "Escape" || (event.key === "Enter" && active >= 0)));
    if (!acts || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (event.key === "Escape") close();
    else if (event.key === "Enter") take(items[active]);
    else if (isOpen) walk(step ?? 0);
    else open(text, caret(), step === 1 ? 0 : -1);
  }

  return { items, active, type, take, close, onKeyDown };
}

/** Where something else changes the query, as a chip or a facet does, the text follows, and the focus stays where it is. */
export function useFollowing(asked: string): Typed {
  const [text, write] = useState(asked);
  const [before, setBefore] = useState(asked);
  if (before !== asked) {
    setBefore(asked);
    write(asked);
  }
  return { text, write };
}

/** Puts the caret at a place of the text once that is drawn. */
function useCaret(input: Field): (place: number) => void {
  const wanted = useRef<number | null>(null);
  useEffect(() => {
    if (wanted.current !== null) input.current?.setSelectionRange(wanted.current, wanted.current);
    wanted.current = null;
  });
  return (place) => {
    wanted.current = place;
  };
}

const closed: Suggestions = { from: 0, items: [] };

/** What may stand at a place of a text, and which of it is walked to; -1 is none. */
function useList(offers: readonly Offer[]) {
  const [{ from, items }, set] = useState(closed);
  const [active, setActive] = useState(-1);

  function open(text: string, place: number, walkedTo = -1): void {
    set(suggest(text, place, offers));
    setActive(walkedTo);
  }
  const close = (): void => set(closed);
  const walk = (step: number): void => setActive(Math.min(Math.max(active + step, -1), items.length - 1));
  return { from, items, active, open, close, walk };
}
