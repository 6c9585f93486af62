import { useFormatter, useNow, useTranslations } from "next-intl";
import { lasting } from "#components/now/lasting.ts";
import { Checkbox } from "#components/ui/checkbox.tsx";
import type { BudgetUse, Budgets as Limits } from "#lib/model/spend.ts";
import { ActionForm } from "./action-form.tsx";
import { FixedField, TextField } from "./fields.tsx";
import type { FormAction } from "./form-state.ts";

export interface BudgetsShown {
  limits: Limits;
  fixed: boolean;
  use: readonly BudgetUse[];
}

/** Null for who may only read. */
export type BudgetActions = FormAction | null;

export function Budgets({ shown: { limits, fixed, use }, save }: { shown: BudgetsShown; save: BudgetActions }) {
  const t = useTranslations("settings.models");
  return (
    <>
      <p className="text-n11">{t("budgetsBody")}</p>
      <dl className="grid gap-4 sm:grid-cols-2">
        {use.map((period) => (
          <Use key={period.scope} period={period} />
        ))}
      </dl>
      {fixed && <FixedLimits limits={limits} />}
      {save && (
        <ActionForm action={save} submit={t("saveBudgets")}>
          <div className="grid items-start gap-4 sm:grid-cols-2">
            {!fixed && <Limit name="daily_usd" label={t("daily")} value={limits.daily_usd} />}
            {!fixed && <Limit name="monthly_usd" label={t("monthly")} value={limits.monthly_usd} />}
            <Limit name="strong_daily_usd" label={t("strongDaily")} value={limits.strong_daily_usd} />
            <Limit name="strong_monthly_usd" label={t("strongMonthly")} value={limits.strong_monthly_usd} />
          </div>
          <div className="grid gap-1">
            <Checkbox name="thrifty" label={t("thrifty")} defaultChecked={limits.thrifty} />
            <p className="max-w-160 text-meta text-n10">{t("thriftyHint")}</p>
          </div>
        </ActionForm>
      )}
      {!save && <p className="text-meta text-n10">{t("responderWhy")}</p>}
    </>
  );
}

function Limit({ name, label, value }: { name: string; label: string; value: number | null }) {
  const t = useTranslations("settings.models");
  return (
    <TextField
      name={name}
      label={label}
      hint={t("noLimit")}
      inputMode="decimal"
      autoComplete="off"
      maxLength={12}
      defaultValue={value ?? ""}
    />
  );
}

function FixedLimits({ limits }: { limits: Limits }) {
  const t = useTranslations("settings.models");
  const value = (limit: number | null): string => (limit === null ? t("unlimited") : String(limit));
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <FixedField label={t("daily")} value={value(limits.daily_usd)} by="LLM_DAILY_BUDGET_USD" />
      <FixedField label={t("monthly")} value={value(limits.monthly_usd)} by="LLM_MONTHLY_BUDGET_USD" />
    </div>
  );
}

/** What a period has spent of its limit, as a number and as a bar. */
function Use({
  period: { scope, limit_usd: limit, spent_usd: spent, reserved_usd: reserved, resets_at: resets },
}: {
  period: BudgetUse;
}) {
  const t = useTranslations("settings.models");
  const format = useFormatter();
  const dollars = (amount: number): string =>
    format.number(amount, { style: "currency", currency: "USD", maximumFractionDigits: 4 });
  return (
    <div className="grid gap-1">
      <dt className="text-meta text-n10">{t("use", { scope })}</dt>
      <dd className="grid gap-1">
        <p className="font-medium">
          {limit === null
            ? t("spentUnlimited", { spent: dollars(spent) })
            : t("spent", { spent: dollars(spent), limit: dollars(limit) })}
        </p>
        {limit !== null && <Bar share={limit > 0 ? Math.min(1, (spent + reserved) / limit) : 1} />}
        <p className="text-meta text-n10">
          {reserved > 0 && `${t("reserved", { reserved: dollars(reserved) })} · `}
          <Resets at={resets} />
        </p>
      </dd>
    </div>
  );
}

const Bar = ({ share }: { share: number }) => (
  <svg aria-hidden="true" viewBox="0 0 100 4" preserveAspectRatio="none" className="h-1 w-full rounded-full bg-n5">
    <rect width={share * 100} height="4" className={share < 1 ? "fill-accent" : "fill-danger"} />
  </svg>
);

/** In how long, to the hour; in the last one to the minute. */
function Resets({ at }: { at: string }) {
  const t = useTranslations("settings.models");
  const units = useTranslations("chart");
  const format = useFormatter();
  const date = new Date(at);
  const ms = Math.max(0, date.getTime() - useNow().getTime());
  const step = ms < 3_600_000 ? 60_000 : 3_600_000;
  return (
    <time dateTime={at} title={format.dateTime(date, { dateStyle: "medium", timeStyle: "long", hourCycle: "h23" })}>
      {t("resets", { time: lasting(units, Math.ceil(ms / step) * step) })}
    </time>
  );
}
