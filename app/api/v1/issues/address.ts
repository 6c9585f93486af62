import { IssueAddress } from "#app/api/inputs.ts";
import { named, readQuery } from "#app/api/read.ts";

/** Sentry's id of the issue in an address, and the installation when the address names one. */
export function issueAddress(
  params: Readonly<Record<string, string | undefined>>,
  request: Request,
): { issue: string; installation?: string | undefined } {
  return { issue: named(/^[\w-]{1,64}$/, params.id), ...readQuery(IssueAddress, request) };
}
