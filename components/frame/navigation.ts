import { Inbox } from "lucide-react";

/** The pages that exist, in the order of the rail. */
export const navigation = [{ href: "/issues", name: "triage", icon: Inbox }] as const;
