import { IssueAddress } from "#app/api/inputs.ts";
import { named, readQuery } from "#app/api/read.ts";

type Params = Readonly<Record<string, string | undefined>>;

/** Sentry's id of the issue in an address. */
export const issueId = (params: Params): string => named(/^[\w-]{1,64}$/, params.id);

/** That, and the installation when the address names one. */
export function issueAddress(params: Params, request: Request): { issue: string; installation?: string | undefined } {
  return { issue: issueId(params), ...readQuery(IssueAddress, request) };
}
