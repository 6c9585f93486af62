import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Section } from "#components/ui/section.tsx";
import type { KnownProvider, ModelRow } from "#lib/model/spend.ts";
import { ActionForm } from "./action-form.tsx";
import { type BudgetActions, Budgets, type BudgetsShown } from "./budgets.tsx";
import { DialogForm } from "./dialog-form.tsx";
import type { FormAction } from "./form-state.ts";
import { ModelFields } from "./model-fields.tsx";
import { PriceLine } from "./price-line.tsx";
import { SettingsPage } from "./settings-page.tsx";

type ForOne = (id: string, ...form: Parameters<FormAction>) => ReturnType<FormAction>;

/** What an administrator may do here. */
export interface ModelActions {
  add: FormAction;
  edit: ForOne;
  remove: ForOne;
  test: ForOne;
}

interface Props {
  models: readonly ModelRow[];
  providers: readonly KnownProvider[];
  budgets: BudgetsShown;
  actions: ModelActions | null;
  saveBudgets: BudgetActions;
}

export function Models({ models, providers, budgets, actions, saveBudgets }: Props) {
  const t = useTranslations("settings.models");
  return (
    <SettingsPage title={t("title")} body={t("body")} aside={actions && <AddModel action={actions.add} providers={providers} />}>
      {models.some(({ enabled }) => enabled) ? null : <RulesAlone />}
      {models.length > 0 && (
        <Section id="models" title={t("list")}>
          <p className="text-n11">{t("order")}</p>
          <ul className="border-t">
            {models.map((model) => (
              <li key={model.id} className="grid gap-2 border-b border-n5 py-4">
                <ModelEntry model={model} providers={providers} actions={actions} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section id="budgets" title={t("budgets")}>
        <Budgets shown={budgets} save={saveBudgets} />
      </Section>
    </SettingsPage>
  );
}

/** Nothing is wrong without a model: says what runs, and what would add one. */
function RulesAlone() {
  const t = useTranslations("settings.models");
  return (
    <div className="border-y py-4">
      <p className="font-medium">{t("rulesTitle")}</p>
      <p className="max-w-160 text-n11">{t("rulesBody")}</p>
    </div>
  );
}

interface Entry {
  model: ModelRow;
  providers: readonly KnownProvider[];
}

function ModelEntry({ model, providers, actions }: Entry & { actions: ModelActions | null }) {
  const t = useTranslations("settings");
  return (
    <>
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h3 className="font-medium wrap-anywhere">{model.model}</h3>
        <span className="text-n10">{t(`models.tier.${model.tier}`)}</span>
        {!model.enabled && <Badge>{t("models.notInUse")}</Badge>}
        {model.fixed && <span className="text-meta text-n10">{t("form.fixed", { name: "LLM_API_KEY" })}</span>}
      </div>
      <p className="text-meta wrap-anywhere text-n10">{model.base_url}</p>
      <PriceLine price={model.price} source={model.price_source} />
      <Terms model={model} />
      {model.doubt && <p className="wrap-anywhere text-danger">{model.doubt}</p>}
      {model.fault && <p className="wrap-anywhere text-danger">{model.fault}</p>}
      {actions && <Actions model={model} providers={providers} actions={actions} />}
    </>
  );
}

/** What somebody set for it besides. */
function Terms({ model: { match, requests_per_minute: requests, tokens_per_minute: tokens } }: { model: ModelRow }) {
  const t = useTranslations("settings.models");
  const said = [
    match && t("askedAbout", { match }),
    requests !== null && t("requests", { count: requests }),
    tokens !== null && t("tokens", { count: tokens }),
  ].filter(Boolean);
  return said.length > 0 && <p className="text-meta wrap-anywhere text-n10">{said.join(" · ")}</p>;
}

function Actions({ model, providers, actions }: Entry & { actions: ModelActions }) {
  const t = useTranslations("settings.models");
  const { id, model: name, fixed } = model;
  return (
    <div className="flex flex-wrap items-start gap-2">
      <ActionForm
        action={actions.test.bind(null, id)}
        submit={t("test")}
        submitLabel={t("testOf", { name })}
        look="secondary"
        known={model.fault}
      />
      {!fixed && (
        <>
          <DialogForm
            open={t("edit")}
            openLabel={t("editOf", { name })}
            title={t("editTitle", { name })}
            description={t("editBody")}
            submit={t("save")}
            action={actions.edit.bind(null, id)}
          >
            <ModelFields model={model} providers={providers} />
          </DialogForm>
          <DialogForm
            open={t("remove")}
            openLabel={t("removeOf", { name })}
            look="quiet"
            title={t("removeTitle", { name })}
            description={t("removeBody")}
            submit={t("remove")}
            action={actions.remove.bind(null, id)}
          />
        </>
      )}
    </div>
  );
}

function AddModel({ action, providers }: { action: FormAction; providers: readonly KnownProvider[] }) {
  const t = useTranslations("settings.models");
  return (
    <DialogForm
      open={t("add")}
      look="primary"
      title={t("addTitle")}
      description={t("addBody")}
      submit={t("save")}
      action={action}
    >
      <ModelFields model={null} providers={providers} />
    </DialogForm>
  );
}
