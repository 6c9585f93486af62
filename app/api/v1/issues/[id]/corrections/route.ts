import { door } from "#app/api/door.ts";
import { write } from "#app/api/write.ts";
import { CorrectionInput } from "#lib/model/verdict.ts";
import { correct } from "#lib/pipeline/correct.ts";
import { issueAddress } from "../../address.ts";

const answers = { corrected: { status: 201 } } as const;

/** `POST /api/v1/issues/{sentryIssueId}/corrections`: answers with the verdict that stands now. */
export const POST = door(
  "write",
  write(CorrectionInput, answers.corrected, ({ tools, caller, params, request }, input) =>
    correct(tools, { ...issueAddress(params, request), by: caller, input }),
  ),
);
