import Form from "next/form";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Pager } from "#components/incidents/pager.tsx";
import { FocusKey } from "#components/keys/focus-key.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Input } from "#components/ui/input.tsx";
import type { ExplainedDecision } from "#lib/model/cause.ts";
import { DecisionTable } from "./decision-table.tsx";
import { type DecisionFilter, hrefOf } from "./filter.ts";
import { FilterBar } from "./filter-bar.tsx";

interface Props {
  decisions: readonly ExplainedDecision[];
  nextCursor: string | null;
  filter: DecisionFilter;
  /** The names of the policies that stand. */
  policies: readonly string[];
}

/** Every signal and what was made of it. */
export function Ledger({ decisions, nextCursor, filter, policies }: Props) {
  const t = useTranslations("decisions");
  return (
    <div className="content grid grid-cols-[minmax(0,1fr)] gap-3 py-4">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <div>
          <h1 className="text-page font-semibold">{t("title")}</h1>
          <p className="text-n11">
            {t("intro")}{" "}
            <Link href="/decisions/noise" prefetch={false} className="text-accent underline decoration-n8 underline-offset-2">
              {t("noise")}
            </Link>
          </p>
        </div>
        <IssueBox filter={filter} />
      </div>
      <FilterBar filter={filter} policies={policies} />
      {decisions.length === 0 ? <Nothing filter={filter} /> : <DecisionTable decisions={decisions} />}
      <Pager
        first={filter.cursor ? hrefOf(filter) : null}
        next={nextCursor ? hrefOf(filter, { cursor: nextCursor }) : null}
        words={{ first: t("first"), next: t("next") }}
      />
    </div>
  );
}

function IssueBox({ filter }: Pick<Props, "filter">) {
  const t = useTranslations("decisions");
  const others = new URLSearchParams(hrefOf(filter, { issue: undefined }).split("?")[1]);
  return (
    <Form action="/decisions" role="search" className="flex w-full gap-2 md:w-72">
      {[...others].map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Input
        key={filter.issue}
        id="search"
        name="issue"
        type="search"
        aria-label={t("issueFilter")}
        aria-keyshortcuts="/"
        placeholder={t("issueFilter")}
        defaultValue={filter.issue}
        maxLength={200}
      />
      <button type="submit" className={buttonClass("secondary", "h-10 md:h-8")}>
        {t("apply")}
      </button>
      <FocusKey on="/" to="search" />
    </Form>
  );
}

function Nothing({ filter }: Pick<Props, "filter">) {
  const t = useTranslations("decisions");
  const isFresh = Object.values(filter).every((said) => said === undefined);
  if (isFresh) return <EmptyState title={t("empty.title")} body={t("empty.body")} />;
  return (
    <EmptyState title={t("excluded.title")} body={t("excluded.body")}>
      <Link href="/decisions" className={buttonClass("secondary")}>
        {t("clear")}
      </Link>
    </EmptyState>
  );
}
