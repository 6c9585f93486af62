import { z } from "zod";

export const deliveryStates = ["accepted", "done", "parked", "ignored", "quarantined"] as const;
export const DeliveryState = z.enum(deliveryStates);
export type DeliveryState = z.infer<typeof DeliveryState>;

/** A verified webhook on its way to being stored; `sealed` is its raw body, compressed and sealed with `id`. */
export interface Arrival {
  id: string;
  installationId: string;
  resource: string;
  action: string | null;
  state: DeliveryState;
  error: string | null;
  requestId: string | null;
  /** The sender's clock minus ours, in seconds; null when its timestamp is no number. */
  skewSeconds: number | null;
  /** SHA-256 over resource and body: what a copy repeats. */
  digest: Buffer;
  /** Set for `issue.*` only: equal bytes may be a new fact there. */
  issueId: string | null;
  size: number;
  sealed: Buffer;
  receivedAt: Date;
}
