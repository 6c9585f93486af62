/** Where each column stands and how it looks: in one line where the list has room, stacked where it has not. */
export const column = {
  at: "align-top @4xl:w-20 @4xl:pr-4 text-n11 @max-4xl:col-start-2 @max-4xl:row-start-1 @max-4xl:text-meta @max-4xl:text-right",
  signal: "@4xl:w-36 @4xl:pr-4 align-top @max-4xl:col-start-1 @max-4xl:row-start-1",
  about: "@4xl:w-[30%] @4xl:pr-6 align-top @max-4xl:col-span-2 @max-4xl:row-start-2",
  policy: "w-28 truncate align-top text-n11 @max-5xl:hidden",
  action: "w-20 pr-4 align-top @max-4xl:hidden",
  why: "@4xl:pr-4 align-top @max-4xl:col-span-2 @max-4xl:row-start-3",
} as const;
