import { named } from "#app/api/read.ts";

function decoded(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}

/** The channel that an address names. Throws NotFound when none can have such a name. */
export const channelName = (written: string | undefined): string =>
  named(/^[^\p{Cc}\p{Cs}]{1,80}$/u, written === undefined ? undefined : decoded(written));
