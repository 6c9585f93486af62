import { useTranslations } from "next-intl";
import { FacetMenu } from "#components/issues/facet-menu.tsx";
import { FilterChip } from "#components/ui/filter-chip.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { Action, type Reason, toldReasons, untoldReasons } from "#lib/model/incident.ts";
import { signalKinds } from "#lib/model/signal.ts";
import { type DecisionFilter, hrefOf } from "./filter.ts";

interface Props {
  filter: DecisionFilter;
  /** The names of the policies that stand. */
  policies: readonly string[];
}

/** Whether somebody was told, and menus of everything else that a decision says; each choice is an address. */
export function FilterBar({ filter, policies }: Props) {
  const t = useTranslations();
  const told = ([undefined, "yes", "no"] as const).map((each) => ({
    key: each ?? "all",
    href: hrefOf(filter, { told: each }),
    current: filter.told === each,
    content: t(`decisions.tellings.${each ?? "all"}`),
  }));
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Segmented label={t("decisions.tellings.label")} items={told} />
      <Menus filter={filter} policies={policies} />
      <Chips filter={filter} />
    </div>
  );
}

function Menus({ filter, policies }: Props) {
  const t = useTranslations();
  const choice = <Name extends keyof DecisionFilter>(name: Name, value: string, label: string) => ({
    value,
    label,
    href: hrefOf(filter, { [name]: filter[name] === value ? undefined : value }),
    on: filter[name] === value,
  });
  const reasons = (some: readonly Reason[]) => some.map((reason) => choice("reason", reason, t(`reason.${reason}`)));
  const named = filter.policy && !policies.includes(filter.policy) ? [...policies, filter.policy] : policies;
  return (
    <fieldset className="flex flex-wrap gap-1.5" aria-label={t("decisions.filters")}>
      <FacetMenu label={t("decisions.told")} options={reasons(toldReasons)} />
      <FacetMenu label={t("decisions.untold")} options={reasons(untoldReasons)} />
      <FacetMenu
        label={t("decisions.column.action")}
        options={Action.options.map((action) => choice("action", action, t(`action.${action}`)))}
      />
      <FacetMenu label={t("decisions.column.policy")} options={named.map((policy) => choice("policy", policy, policy))} />
      <FacetMenu
        label={t("decisions.column.signal")}
        options={signalKinds.map((signal) => choice("signal", signal, t(`signal.${signal}`)))}
      />
    </fieldset>
  );
}

/** What is filtered by, each a way to have it back. */
function Chips({ filter }: Pick<Props, "filter">) {
  const t = useTranslations();
  const { reason, action, policy, signal, issue, incident } = filter;
  const said: [keyof DecisionFilter, string | undefined][] = [
    ["reason", reason && t(`reason.${reason}`)],
    ["action", action && t(`action.${action}`)],
    ["policy", policy && t("decisions.ofPolicy", { policy })],
    ["signal", signal && t(`signal.${signal}`)],
    ["issue", issue && t("decisions.ofIssue", { id: issue })],
    ["incident", incident && t("decisions.ofIncident", { id: incident.slice(-8) })],
  ];
  return said.map(
    ([name, text]) =>
      text && (
        <FilterChip
          key={name}
          href={hrefOf(filter, { [name]: undefined })}
          text={text}
          removeLabel={t("decisions.remove", { filter: text })}
        />
      ),
  );
}
