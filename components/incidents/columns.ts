/** Where each column stands and how it looks: in one line where the list has room, in two where it has not. */
export const column = {
  severity: "@4xl:w-23 @max-4xl:col-start-1 @max-4xl:row-start-1",
  incident: "pr-4 @max-4xl:col-start-2 @max-4xl:row-start-1 @max-4xl:pr-2",
  where: "w-44 truncate pr-4 text-n11 @max-5xl:hidden",
  policy: "w-28 truncate pr-4 text-n11 @max-6xl:hidden",
  issues: "w-16 pr-4 text-right @max-4xl:hidden",
  users: "w-16 pr-4 text-right @max-5xl:hidden",
  opened: "text-right text-n11 @4xl:w-22 @4xl:pr-6 @max-4xl:col-start-3 @max-4xl:row-start-1 @max-4xl:text-meta",
  state: "@4xl:w-64 @max-4xl:col-span-2 @max-4xl:col-start-2 @max-4xl:row-start-2 @max-4xl:text-meta",
} as const;
