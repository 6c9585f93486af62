/** Where each column stands and how it looks: in one line where the list has room, stacked where it has not. */
export const column = {
  position: "w-8 pr-2 text-n10 leading-6 @max-4xl:col-start-1 @max-4xl:row-start-1",
  policy: "pr-6 @max-4xl:col-start-2 @max-4xl:row-start-1 @max-4xl:pr-0",
  told: "w-[31%] pr-6 leading-6 @max-4xl:col-start-2",
  timing: "w-[22%] pr-6 leading-6 @max-4xl:col-start-2 @max-4xl:text-n11",
  controls: "w-44 @max-4xl:col-start-2",
} as const;
