import type { ChannelState } from "./channel.ts";
import type { MessageSummary } from "./incident.ts";

/** One thing posted to a channel. */
export type ChannelMessage = Pick<MessageSummary, "id" | "at" | "state" | "error" | "doubtful"> & {
  incident: string | null;
  /** What the incident is about; of a digest its name. */
  title: string | null;
};

/** A channel with everything that its place in the settings tells. */
export interface ChannelView extends ChannelState {
  /** The variables that set it. */
  setBy: string | null;
  /** Receivers that the document names; of a digest the channels that carry it. */
  to: readonly string[];
  /** Of a digest: when it goes, and what waits for it. */
  digest: { at: string | null; every: string | null; zone: string; next: string; lines: number } | null;
  /** The policies that name it. */
  policies: readonly string[];
  /** What was posted in the last 24 hours. */
  today: { sent: number; failed: number; waiting: number; doubtful: number };
  /** The newest first. */
  messages: readonly ChannelMessage[];
}
