import { z } from "zod";

const deliveryStates = ["accepted", "done", "parked", "ignored", "quarantined"] as const;
export const DeliveryState = z.enum(deliveryStates);
export type DeliveryState = z.infer<typeof DeliveryState>;

/** A row of `GET /api/v1/deliveries`: what became of a webhook, never its body. */
export const DeliverySummary = z.object({
  id: z.string(),
  resource: z.string(),
  action: z.string().nullable(),
  state: z.string(),
  copies: z.int(),
  received_at: z.string(),
  report: z.string().nullable(),
  error: z.string().nullable(),
});
export type DeliverySummary = z.infer<typeof DeliverySummary>;

/** A verified webhook on its way to being stored; `sealed` is its raw body, sealed to its `id`. */
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
  /** SHA-256 of the body: what a copy repeats. One that could not be used has a digest of its own kind, for what made it so may lie in the unsigned headers. */
  digest: Buffer;
  /** Set for `issue.*` only: equal bytes may be a new fact there. */
  issueId: string | null;
  size: number;
  sealed: Buffer;
  receivedAt: Date;
}
