/** Where each column stands and how it looks, on a wide screen and in the two lines of a phone. */
export const column = {
  severity: "pr-4 md:w-24 max-md:col-start-1 max-md:row-start-1 max-md:pr-2",
  issue: "pr-4 max-md:col-start-2 max-md:row-start-1 max-md:pr-2",
  category: "pr-4 md:w-40 max-md:col-start-2 max-md:row-start-2 max-md:pr-2 max-md:text-meta max-md:text-n11",
  confidence: "w-24 pr-4 text-right max-xl:hidden",
  retry: "w-20 pr-4 max-xl:hidden",
  users: "pr-4 text-right md:w-20 max-lg:hidden",
  events: "text-right md:w-20 md:pr-4 max-md:col-start-3 max-md:row-start-2 max-md:text-meta max-md:text-n11",
  where: "w-48 truncate pr-4 text-n11 max-xl:hidden",
  lastSeen: "text-right text-n11 md:w-20 max-md:col-start-3 max-md:row-start-1 max-md:text-meta",
} as const;
