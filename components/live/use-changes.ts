"use client";
import { useEffect, useRef, useState } from "react";

export type Connection = "connecting" | "live" | "lost";

const refusedMs = 30_000;

interface Ears {
  /** The mark of the last event; null before any. */
  seen: { current: string | null };
  onChange: () => void;
  onConnection: (connection: Connection) => void;
}

/** Opens the stream while the page can be seen, and again whenever it was refused; returns how to end that. */
function listen({ seen, onChange, onConnection }: Ears): () => void {
  let source: EventSource | undefined;
  let again: number | undefined;
  const close = (): void => {
    window.clearTimeout(again);
    source?.close();
    source = undefined;
  };
  const hear = (event: MessageEvent): void => {
    seen.current = event.lastEventId;
    onConnection("live");
    if (event.type === "change") onChange();
  };
  const fail = (): void => {
    onConnection("lost");
    if (source?.readyState !== EventSource.CLOSED) return; // it comes back by itself
    again = window.setTimeout(open, refusedMs);
    onChange(); // refused: whoever is signed out learns it by asking for the page
  };
  const open = (): void => {
    close();
    source = new EventSource(`/api/v1/stream${seen.current ? `?last_event_id=${seen.current}` : ""}`);
    source.addEventListener("ready", hear);
    source.addEventListener("change", hear);
    source.addEventListener("error", fail);
  };
  const follow = (): void => (document.hidden ? close() : open()); // a browser gives a site six connections: tabs in the dark do without
  const lose = (): void => onConnection("lost");
  follow();
  document.addEventListener("visibilitychange", follow);
  window.addEventListener("online", follow);
  window.addEventListener("offline", lose);
  return () => {
    close();
    document.removeEventListener("visibilitychange", follow);
    window.removeEventListener("online", follow);
    window.removeEventListener("offline", lose);
  };
}

/** Calls `onChange` when something has changed since `mark`. */
export function useChanges(mark: string | null, onChange: () => void): Connection {
  const [connection, setConnection] = useState<Connection>("connecting");
  const seen = useRef(mark);
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(() => listen({ seen, onChange: () => latest.current(), onConnection: setConnection }), []);
  return connection;
}
