import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { signedIn } from "#app/guard.ts";
import type { SearchParams } from "#components/address.ts";
import { RuleList } from "#components/rules/rule-list.tsx";
import { RulesView } from "#components/rules/rules-view.tsx";
import { VersionList } from "#components/rules/version-list.tsx";
import { hrefOf, readView } from "#components/rules/view.ts";
import { atLeast } from "#lib/auth/viewer.ts";
import { ruleHistory } from "#lib/db/rules.ts";
import { meaning } from "#lib/pipeline/policy-view.ts";
import { currentRules } from "#lib/pipeline/rules.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { changeRules, putBack } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("rules"))("title") };
}

export default async function RulesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const view = readView(await searchParams);
  const { role } = await signedIn(hrefOf(view));
  const mayEdit = atLeast(role, "responder");
  const { version, rules, at, by } = await currentRules(tools());
  const means = rules.map(({ query }) => meaning(query));
  return (
    <RulesView view={view} version={version} at={at.toISOString()} by={by} mayEdit={mayEdit}>
      {view === "history" ? (
        <VersionList versions={await history()} putBack={mayEdit ? putBack : null} />
      ) : (
        <RuleList {...{ rules, means, version }} acts={mayEdit ? { change: changeRules, putBack } : null} />
      )}
    </RulesView>
  );
}

const history = async () => (await ruleHistory(tools().db, 50)).map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
