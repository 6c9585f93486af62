import { z } from "zod";

/** The languages that causes and fixes are written in. */
export const languages = ["en", "zh-CN", "vi", "ja", "ko", "th"] as const;
export const Language = z.enum(languages);
export type Language = z.infer<typeof Language>;
