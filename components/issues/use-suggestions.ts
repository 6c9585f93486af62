"use client";
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import { type Suggestion, type Suggestions, suggest } from "./suggest.ts";
import type { Offer } from "./vocabulary.ts";

interface Box {
  text: string;
  /** The items of the open list; empty while it is closed. */
  items: readonly Suggestion[];
  active: number;
  type: (text: string, caret: number) => void;
  take: (item: Suggestion | undefined) => void;
  close: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** The query box's text and list: arrows open and walk it, Enter takes what is walked to and else sends the query, Escape closes. */
export function useSuggestions(input: RefObject<HTMLInputElement | null>, asked: string, offers: readonly Offer[]): Box {
  const [text, setText] = useState(asked);
  const [before, setBefore] = useState(asked);
  const [{ from, items }, setOpen] = useState<Suggestions>(closed);
  const [active, setActive] = useState(-1);
  const caret = useRef<number | null>(null);

  // A chip or a facet changed the query: the text follows, and the focus stays where it is.
  if (before !== asked) {
    setBefore(asked);
    setText(asked);
  }

  useEffect(() => {
    if (caret.current !== null) input.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });

  function open(at: string, place: number, walkedTo = -1): void {
    setOpen(suggest(at, place, offers));
    setActive(walkedTo);
  }

  const close = (): void => setOpen(closed);

  function type(typed: string, place: number): void {
    setText(typed);
    open(typed, place);
  }

  function take(item: Suggestion | undefined): void {
    if (!item) return;
    const end = input.current?.selectionStart ?? text.length;
    const next = `${text.slice(0, from)}${item.insert}`;
    caret.current = next.length;
    setText(`${next}${text.slice(end).trimStart()}`);
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
    else if (isOpen) setActive(Math.min(Math.max(active + (step ?? 0), -1), items.length - 1));
    else open(text, input.current?.selectionStart ?? text.length, step === 1 ? 0 : -1);
  }

  return { text, items, active, type, take, close, onKeyDown };
}

const closed: Suggestions = { from: 0, items: [] };
