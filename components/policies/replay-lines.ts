import type { PolicyReplay, ReplayProgress } from "#lib/model/replay.ts";
import type { Place, SortedFaults, Value } from "./item.ts";

/** What is replayed: an item as it is typed, the document without one, or the whole of it as text. */
export type Edit =
  | { kind: "item"; place: Place; value: Value }
  | { kind: "remove"; place: Place }
  | { kind: "yaml"; text: string };

/** What the door of the replay says, one JSON value a line, the last of them anything but progress. */
export type ReplayLine =
  | ({ kind: "progress" } & ReplayProgress)
  | { kind: "replayed"; replayed: PolicyReplay }
  | ({ kind: "invalid" } & SortedFaults)
  | { kind: "busy" | "failed" };

export const replayDays = [1, 7, 30] as const;
