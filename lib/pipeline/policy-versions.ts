import { policyHistory } from "#lib/db/policy-history.ts";
import type { By } from "#lib/model/by.ts";
import { wrongAt } from "#lib/model/errors.ts";
import type { PolicyDocument, SilenceSpec } from "#lib/model/policy.ts";
import type { PolicyVersionSummary } from "#lib/model/policy-version.ts";
import { changesBetween, changesSaid } from "#lib/policy/changes.ts";
import { currentPolicies, type Saved, savePolicies } from "./policies.ts";
import { policiesAt } from "./policy-diff.ts";
import type { Tools } from "./tools.ts";

/** Who changed what and when, the newest first; `before` is the version at which the page before ended. */
export async function policyVersions(
  tools: Tools,
  { before, limit }: { before?: number | undefined; limit: number },
): Promise<{ versions: PolicyVersionSummary[]; next: number | null }> {
  await currentPolicies(tools);
  const rows = await policyHistory(tools.db, limit + 1, before);
  const versions = rows.slice(0, limit).map(({ version, at, by, document }, place): PolicyVersionSummary => {
    const earlier = rows[place + 1];
    const changes = earlier ? changesBetween(earlier.document, document) : [];
    return { version, at, by, changes, summary: earlier ? changesSaid(changes) : "the first version" };
  });
  return { versions, next: rows.length > limit ? (versions.at(-1)?.version ?? null) : null };
}

const content = ({ id: _id, since: _since, author: _author, ...said }: SilenceSpec): string => JSON.stringify(said);

/** Silences are about what goes on now: those that stand stay, and an ended one does not come back. */
function withSilences(earlier: PolicyDocument, { silences }: PolicyDocument): PolicyDocument {
  const [was, is] = [earlier.silences, silences].map((some) => some.map(content).sort().join("\n"));
  return was === is ? earlier : { ...earlier, silences };
}

/** Puts an earlier version back as the next one; its silences are not turned back. Throws NotFound when there is no such version. */
export async function rollBackPolicies(
  tools: Tools,
  { to, ifVersion, by }: { to: number; ifVersion: number | null; by: By },
): Promise<Saved> {
  const standing = await currentPolicies(tools);
  if (to === standing.version) throw wrongAt("version", `${to} is the one that stands.`);
  const document = withSilences(await policiesAt(tools, to), standing.document);
  return savePolicies(tools, { document, ifVersion: ifVersion ?? standing.version, by, action: "policies.roll_back" });
}
