import { z } from "zod";
import { named, readQuery, Word } from "#app/api/read.ts";

const Query = z.object({ installation: Word.optional() });

/** Sentry's id of the issue in an address, and the installation when the address names one. */
export function issueAddress(
  params: Readonly<Record<string, string | undefined>>,
  request: Request,
): { issue: string; installation?: string | undefined } {
  return { issue: named(/^[\w-]{1,64}$/, params.id), ...readQuery(Query, request) };
}
