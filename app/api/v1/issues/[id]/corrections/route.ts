import { door } from "#app/api/door.ts";
import { Refused } from "#app/api/refused.ts";
import { write } from "#app/api/write.ts";
import { meantBy } from "#lib/model/preset.ts";
import { Category } from "#lib/model/taxonomy.ts";
import { SpokenCorrection } from "#lib/model/verdict.ts";
import { correct } from "#lib/pipeline/correct.ts";
import { issueAddress } from "../../address.ts";

const answers = { corrected: { status: 201 } } as const;

/** `POST /api/v1/issues/{sentryIssueId}/corrections`: answers with the verdict that stands now. */
export const POST = door(
  "write",
  write(SpokenCorrection, answers.corrected, ({ tools, caller, params, request }, { category, ...rest }) => {
    const meaning = category === undefined ? undefined : meaningOf(category);
    const input = { ...rest, ...(meaning && { category: meaning[0] }) };
    return correct(tools, { ...issueAddress(params, request), by: caller, input, ...(meaning && { meaning }) });
  }),
);

/** Our own name means itself. */
function meaningOf(said: string): readonly [Category, ...Category[]] {
  const own = Category.safeParse(said);
  if (own.success) return [own.data];
  const meant = meantBy(said);
  if (meant.ok) return meant.categories;
  throw new Refused("noSuchName", `category: ${meant.fault}`);
}
