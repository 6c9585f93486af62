import { z } from "zod";

export const ownSentences = [
  "outage",
  "outageOver",
  "silent",
  "silentOver",
  "dailyBudget",
  "monthlyBudget",
  "modelRefused",
  "modelDoubted",
  "channelBroken",
  "hookBroken",
  "channelWorks",
  "channelNew",
] as const;

/** Why a channel takes nothing any more, as far as it can be told without the service's own words. */
export const brokenWhys = ["credentials", "permission", "gone", "stranger", "unsafe", "account", "other"] as const;
export type BrokenWhy = (typeof brokenWhys)[number];

/** What happened to Verdict, or to what it depends on, for telling it in any language: which sentence, and what stands in it. */
export const OwnTold = z.object({
  sentence: z.enum(ownSentences),
  with: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type OwnTold = z.infer<typeof OwnTold>;
