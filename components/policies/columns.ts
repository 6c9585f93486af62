/** Where each column stands and how it looks: in one line where the list has room, stacked where it has not. */
export const column = {
  position: "@4xl:w-8 pr-2 text-n10 leading-6 @max-4xl:col-start-1 @max-4xl:row-start-1",
  policy: "@4xl:w-[28%] @4xl:pr-6 @max-4xl:col-start-2 @max-4xl:row-start-1",
  told: "@4xl:pr-6 @max-4xl:col-start-2",
  figures: "@4xl:w-56 @4xl:pr-6 @max-4xl:col-start-2",
  controls: "@4xl:w-40 @max-4xl:col-start-2",
} as const;
