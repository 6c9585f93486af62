import { z } from "zod";

/** Least first: whoever may do more may do everything before it. */
const roles = ["viewer", "responder", "admin"] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

export const Viewer = z.object({ id: z.string(), name: z.string(), email: z.string(), role: Role });
export type Viewer = z.infer<typeof Viewer>;

export const atLeast = (role: Role, needed: Role): boolean => roles.indexOf(role) >= roles.indexOf(needed);
