import { BadInput, NotFound } from "#lib/model/errors.ts";
import type { DocumentFault } from "#lib/model/policy.ts";

/** What is wrong with what was sent, by its place; anything else is thrown on. */
function faultsIn(error: unknown): DocumentFault[] {
  if (error instanceof BadInput && error.faults.length > 0) return [...error.faults];
  if (error instanceof BadInput || error instanceof NotFound) return [{ path: "", message: error.message }];
  throw error;
}

/** Does the work of a server action; input that is refused is an answer, whoever sent it. */
export async function orRefused<T>(work: () => Promise<T>, refused: (faults: DocumentFault[]) => T): Promise<T> {
  try {
    return await work();
  } catch (error) {
    return refused(faultsIn(error));
  }
}

/** What came as a form: who calls a server action by hand may send anything. */
export const formOf = (sent: unknown): FormData => (sent instanceof FormData ? sent : new FormData());
