import Link from "next/link";
import { useTranslations } from "next-intl";
import { FilterChip } from "#components/ui/filter-chip.tsx";
import { IssueStatus } from "#lib/model/issue.ts";
import { Category, Severity, Tier } from "#lib/model/taxonomy.ts";
import { explain } from "#lib/query/explain.ts";
import type { Query, Test } from "#lib/query/query.ts";
import { choiceOf, conjuncts, withoutPart, writeQuery } from "#lib/query/write.ts";
import { hrefOf, type IssueFilter, isFiltered } from "./filter.ts";

/** Everything that must hold, each part removable by itself: the other view of the query's text. */
export function ActiveFilters({ filter, query }: { filter: IssueFilter; query: Query }) {
  const t = useTranslations("issues");
  const say = useSaid();
  if (!isFiltered(filter)) return null;
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {conjuncts(query).map((part) => (
        <FilterChip
          key={writeQuery(part)}
          href={hrefOf(filter, { query: writeQuery(withoutPart(query, part)) })}
          text={say(part)}
          removeLabel={t("remove", { filter: say(part) })}
        />
      ))}
      <Link
        href={hrefOf(filter, { query: "" })}
        prefetch={false}
        scroll={false}
        className="inline-flex h-6 items-center rounded-sm px-1.5 text-meta text-accent hover:underline"
      >
        {t("clear")}
      </Link>
    </div>
  );
}

/** What a part says, in the words of the screen where it picks words that the screen knows. */
function useSaid(): (part: Query) => string {
  const t = useTranslations();
  const known = {
    category: (word: string) => t(`category.${Category.parse(word)}`),
    severity: (word: string) => t(`severity.${Severity.parse(word)}`),
    status: (word: string) => t(`status.${IssueStatus.parse(word)}`),
    tier: (word: string) => t(`tier.${Tier.parse(word)}`),
  } as const;
  return (part) => {
    for (const [field, say] of Object.entries(known)) {
      const tests = choiceOf(part, field)?.flatMap((term) => term.tests);
      const words = tests?.flatMap((test) => (test.kind === "words" && test.op === "=" ? saidOf(test, say) : [])) ?? [];
      if (words.length > 0 && words.length <= 4) return words.join(` ${t("issues.query.or")} `);
    }
    const [words, ...others] = choiceOf(part, "any")?.flatMap((term) => term.tests) ?? [];
    return words?.kind === "text" && others.length === 0 ? `“${words.text}”` : explain(part);
  };
}

/** A name of another set stays as it was written. */
const saidOf = ({ view, words }: Extract<Test, { kind: "words" }>, say: (word: string) => string): string[] =>
  view ? [view] : words.map(say);
