"use client";
import { useEffect, useRef, useState } from "react";
import type { SortedFaults } from "./item.ts";
import type { Edit, ReplayLine } from "./replay-lines.ts";

export type Replaying =
  | { state: "idle" | "cancelled" | "unreachable" }
  | { state: "running"; signals: number; total: number }
  | { state: "done"; line: Exclude<ReplayLine, { kind: "progress" }> };

/** The values of an answer of one JSON value a line, as they come. */
async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<ReplayLine> {
  const reader = body.pipeThrough(new TextDecoderStream() as unknown as ReadableWritablePair<string, Uint8Array>).getReader();
  let rest = "";
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const lines = (rest + read.value).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line) yield JSON.parse(line) as ReplayLine;
  }
}

/** Asks what the edit would have done, says how far it is, and stops when told to or when the page goes. */
export function useReplay(onFaults?: (faults: SortedFaults) => void) {
  const [replaying, set] = useState<Replaying>({ state: "idle" });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  async function ask(edit: Edit, days: number, { signal }: AbortController): Promise<void> {
    const answer = await fetch("/policies/replay", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ edit, days }),
      signal,
    });
    if (!answer.ok || !answer.body) throw new Error(`the replay answered ${answer.status}`);
    for await (const line of linesOf(answer.body)) {
      if (signal.aborted) return;
      if (line.kind === "invalid") onFaults?.({ inside: line.inside, others: line.others });
      set(line.kind === "progress" ? { state: "running", signals: line.signals, total: line.total } : { state: "done", line });
    }
  }

  function start(edit: Edit, days: number): void {
    const controller = new AbortController();
    running.current?.abort();
    running.current = controller;
    set({ state: "running", signals: 0, total: 0 });
    ask(edit, days, controller)
      .catch(() => !controller.signal.aborted && set({ state: "unreachable" }))
      .finally(() => set((now) => (now.state === "running" && running.current === controller ? { state: "unreachable" } : now)));
  }

  function cancel(): void {
    running.current?.abort();
    running.current = null;
    set({ state: "cancelled" });
  }
  return { replaying, start, cancel };
}
