/** Where each column stands: in one line where the list has room, stacked where it has not. */
export const column = {
  position: "@3xl:w-8 pr-2 text-n10 leading-6 @max-3xl:col-start-1 @max-3xl:row-start-1",
  rule: "@3xl:pr-6 @max-3xl:col-start-2 @max-3xl:row-start-1",
  decides: "@3xl:w-56 @3xl:pr-6 leading-6 @max-3xl:col-start-2",
  controls: "@3xl:w-40 @max-3xl:col-start-2",
} as const;
