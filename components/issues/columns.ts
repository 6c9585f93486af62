/** Where each column stands and how it looks: in one line where the list has room, in two where it has not. */
export const column = {
  severity: "@4xl:w-23 @max-4xl:col-start-1 @max-4xl:row-start-1",
  issue: "pr-4 @max-4xl:col-start-2 @max-4xl:row-start-1 @max-4xl:pr-2",
  category: "@4xl:w-38 pr-4 @max-4xl:col-start-2 @max-4xl:row-start-2 @max-4xl:pr-2 @max-4xl:text-meta @max-4xl:text-n11",
  confidence: "w-24 pr-4 text-right text-n11 @max-4xl:hidden",
  retry: "w-14 pr-4 @max-5xl:hidden",
  users: "w-16 pr-4 text-right @max-5xl:hidden",
  events: "text-right @4xl:w-18 @4xl:pr-4 @max-4xl:col-start-3 @max-4xl:row-start-2 @max-4xl:text-meta @max-4xl:text-n11",
  where: "w-48 truncate pr-4 text-n11 @max-6xl:hidden",
  lastSeen: "text-right text-n11 @4xl:w-18 @max-4xl:col-start-3 @max-4xl:row-start-1 @max-4xl:text-meta",
} as const;
