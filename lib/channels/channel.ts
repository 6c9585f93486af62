import { Busy } from "#lib/model/errors.ts";
import type { Notice } from "#lib/model/notice.ts";

/**
 * Where messages go. Failures are named after who must act: `Throttled` and `Busy` pass by themselves, ConfigurationError means the
 * channel must be mended, BadInput that this one message cannot be taken.
 */
export interface Channel {
  /** Posts it; answers with what the receiver knows it by, null when the receiver does not say. */
  deliver(notice: Notice, progress?: Progress): Promise<string | null>;
  /** Changes what was posted; null where that is not possible. */
  update: ((externalId: string, notice: Notice) => Promise<void>) | null;
  /** Asks whether it would post, without posting; fails as `deliver` does. Null where only a message can tell. */
  check: (() => Promise<void>) | null;
}

/** Of a message with several receivers: whom earlier attempts reached, so that no attempt reaches anybody twice. */
export interface Progress {
  /** What was kept last; null at first. */
  readonly kept: string | null;
  /** Keeps who has it by now; what was kept before is replaced. */
  keep(reached: string): Promise<void>;
  /** What to say of a message that went, though not to everybody. */
  note(sentence: string): void;
}

/** The receiver asked to wait: nobody sends to it before, and what was tried does not count as an attempt. */
export class Throttled extends Busy {
  static override readonly mark: string = "Throttled";
}

export interface Outgoing {
  url: string;
  method: "POST";
  headers: Record<string, string>;
  body: string;
  timeoutMs: number;
  maxBytes: number;
  /** Of a longer answer only the beginning is read. */
  larger: "cut";
}

export interface Reply {
  status: number;
  headers: Readonly<Record<string, string>>;
  bytes: Uint8Array;
  /** What answered stands at a private address: its words are shown to nobody. */
  isPrivate?: boolean;
  text(): string;
}

/** The one function for outgoing requests, as far as channels need it. */
export type Send = (request: Outgoing) => Promise<Reply>;
