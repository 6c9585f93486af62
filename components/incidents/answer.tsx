import Link from "next/link";
import { useTranslations } from "next-intl";
import { issuesWith, term } from "#components/now/link.ts";
import { Section } from "#components/ui/section.tsx";
import { CategoryTag } from "#components/verdict/category-tag.tsx";
import type { IncidentDetail } from "#lib/model/incident.ts";
import type { CategoryNames } from "#lib/model/preset.ts";
import { Category, severityRank } from "#lib/model/taxonomy.ts";

type Member = IncidentDetail["issues"][number];

/** The most severe member that a verdict says something of. */
function spokenFor(issues: readonly Member[]): Member | undefined {
  const rank = ({ severity }: Member): number => (severity ? severityRank(severity) : Number.POSITIVE_INFINITY);
  return issues.filter((issue) => issue.root_cause).sort((a, b) => rank(a) - rank(b))[0];
}

/** Why it happens and what to do, before anything else. */
export function Answer({
  incident,
  names,
}: {
  incident: Pick<IncidentDetail, "category" | "group" | "issues">;
  names: CategoryNames | null;
}) {
  const t = useTranslations();
  const category = Category.safeParse(incident.category);
  const issue = spokenFor(incident.issues);
  if (!issue && incident.issues.length === 0) return <NoMembers group={incident.group} />;
  return (
    <Section id="answer" title={t("incidents.answer")}>
      {category.success && (
        <p className="text-section font-medium">
          <CategoryTag category={category.data} names={names} />
        </p>
      )}
      {issue ? (
        <Said issue={issue} several={incident.issues.length > 1} />
      ) : (
        <p className="text-n11">{t("incidents.noAnswer")}</p>
      )}
    </Section>
  );
}

/** An outage has no issues of its own: its symptoms are those of the provider. */
function NoMembers({ group }: Pick<IncidentDetail, "group">) {
  const t = useTranslations("incidents");
  const provider = group["llm.provider"];
  return (
    <div className="grid gap-1">
      <p className="text-n11">{t("noMembers")}</p>
      {provider && (
        <Link
          href={issuesWith(term("llm.provider", provider))}
          prefetch={false}
          className="inline-flex min-h-6 items-center justify-self-start text-accent hover:underline"
        >
          {t("errorsOf", { provider })}
        </Link>
      )}
    </div>
  );
}

function Said({ issue, several }: { issue: Member; several: boolean }) {
  const t = useTranslations("incidents");
  const rows = [
    [t("rootCause"), issue.root_cause],
    [t("fix"), issue.fix_suggestion],
  ] as const;
  return (
    <>
      <dl className="grid gap-y-2 md:grid-cols-[6rem_minmax(0,1fr)]">
        {rows.map(([name, text]) => (
          <div key={name} className="grid gap-y-0.5 md:col-span-2 md:grid-cols-subgrid">
            <dt className="text-meta text-n10 md:text-body">{name}</dt>
            <dd className="max-w-[72ch] min-w-0 wrap-anywhere">{text}</dd>
          </div>
        ))}
      </dl>
      {several && (
        <p className="text-n10 md:ml-24">
          {t.rich("said", {
            issue: () => (
              <Link href={memberHref(issue)} prefetch={false} className="underline hover:text-n12">
                {issue.id}
              </Link>
            ),
          })}
        </p>
      )}
    </>
  );
}

export const memberHref = ({ id, installation }: Pick<Member, "id" | "installation">): string =>
  `/issues/${encodeURIComponent(id)}?${new URLSearchParams({ installation })}`;
