import { v7 as uuidv7 } from "uuid";

let made = 0;

/** Ids that are ordered as they are made, also by two transactions of the same millisecond. */
export const idsAt = (now: Date) => (): string => {
  made = (made + 1) % 0x7fffffff;
  return uuidv7({ msecs: now.getTime(), seq: made });
};
