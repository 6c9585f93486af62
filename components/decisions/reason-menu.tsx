import { useTranslations } from "next-intl";
import { FacetMenu } from "#components/issues/facet-menu.tsx";
import { type Reason, toldReasons, untoldReasons } from "#lib/model/incident.ts";
import { type DecisionFilter, hrefOf } from "./filter.ts";

/** The reasons for telling and for not telling, each a menu of addresses. */
export function ReasonMenus({ filter }: { filter: DecisionFilter }) {
  const t = useTranslations();
  const options = (reasons: readonly Reason[]) =>
    reasons.map((reason) => ({
      value: reason,
      label: t(`reason.${reason}`),
      href: hrefOf(filter, { reason: filter.reason === reason ? undefined : reason }),
      on: filter.reason === reason,
    }));
  return (
    <fieldset className="flex flex-wrap gap-1.5" aria-label={t("decisions.reason")}>
      <FacetMenu label={t("decisions.told")} options={options(toldReasons)} />
      <FacetMenu label={t("decisions.untold")} options={options(untoldReasons)} />
    </fieldset>
  );
}
