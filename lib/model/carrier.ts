import { z } from "zod";

/** `unanswered` is a call that nobody took: the number is right, and so is the channel. */
const words = ["reached", "failed", "unanswered"] as const;
export type CarrierWord = (typeof words)[number];

/** What became of a message or a call that Twilio took. */
export const CarrierSaid = z.object({
  /** Twilio's id of it. */
  sid: z.string(),
  /** The end of the number. */
  ending: z.string(),
  said: z.enum(words),
  /** The same in Twilio's word. */
  status: z.string(),
  /** Twilio's error. */
  code: z.int().nullable(),
});
export type CarrierSaid = z.infer<typeof CarrierSaid>;
