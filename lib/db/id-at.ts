import { v7 as uuidv7 } from "uuid";

const smallest = new Uint8Array(16);

/** Before the id of every row made at or after this time, in ms since 1970: ids are ordered by it. */
export const idAt = (msecs: number): string => uuidv7({ msecs, seq: 0, random: smallest });
