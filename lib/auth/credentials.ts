import { z } from "zod";
import { passwordLength } from "./library.ts";

const email = z
  .email()
  .max(254)
  .transform((written) => written.toLowerCase());

/** What somebody signs in with. Bounded only: whether it fits the rules for new passwords is nobody's business here. */
export const Credentials = z.object({ email, password: z.string().min(1).max(1024) });
export type Credentials = z.input<typeof Credentials>;

/** Lengths are all that is asked of a password; it is used as it was typed. */
export const NewPerson = z.object({
  name: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .regex(/^\P{Cc}*$/u),
  email,
  password: z.string().min(passwordLength.min).max(passwordLength.max),
});
export type NewPerson = z.input<typeof NewPerson>;

export type Field = keyof NewPerson;
export type Fault = "too_short" | "too_long" | "invalid" | "taken";

const faults: Partial<Record<z.core.$ZodIssue["code"], Fault>> = { too_small: "too_short", too_big: "too_long" };

/** What is wrong with each field, the first fault only. */
export function faultsOf({ issues }: z.ZodError): Partial<Record<Field, Fault>> {
  return Object.fromEntries(issues.toReversed().map(({ path, code }) => [String(path[0]), faults[code] ?? "invalid"]));
}
