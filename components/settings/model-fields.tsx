"use client";
import { useTranslations } from "next-intl";
import { Checkbox } from "#components/ui/checkbox.tsx";
import type { ModelRow, Price } from "#lib/model/spend.ts";
import { SecretField, SelectField, TextField } from "./fields.tsx";

/** Spelled out, because the model's own table brings its validator to every browser. */
const tiers = ["llm-fast", "llm-strong"] as const satisfies readonly ModelRow["tier"][];

/** A model to add, or one that stands. Of its price only what somebody wrote is filled in; the table's is left to the table. */
export function ModelFields({ model }: { model: ModelRow | null }) {
  const t = useTranslations("settings.models");
  const own = model?.price_source === "yours" ? model.price : null;
  const plain = { autoComplete: "off", spellCheck: false } as const;
  return (
    <>
      <SelectField
        name="tier"
        label={t("tierLabel")}
        hint={t("order")}
        defaultValue={model?.tier ?? "llm-fast"}
        options={tiers.map((value) => ({ value, label: t(`tier.${value}`) }))}
      />
      <TextField
        {...plain}
        name="base_url"
        label={t("baseUrl")}
        type="url"
        required
        maxLength={500}
        defaultValue={model?.base_url ?? "https://api.openai.com/v1"}
      />
      <TextField
        {...plain}
        name="model"
        label={t("model")}
        hint={t("modelHint")}
        required
        maxLength={200}
        defaultValue={model?.model}
      />
      <SecretField name="key" label={t("key")} hint={t(model ? "keyKeep" : "keyHint")} tail={null} />
      <Prices own={own} />
      <Checkbox name="enabled" label={t("enabled")} defaultChecked={model?.enabled ?? true} />
    </>
  );
}

function Prices({ own }: { own: Price | null }) {
  const t = useTranslations("settings.models");
  return (
    <fieldset className="grid gap-2">
      <legend className="pb-1 font-medium">{t("priceLegend")}</legend>
      <p id="price-hint" className="text-meta text-n10">
        {t("priceHint")}
      </p>
      <div className="grid grid-cols-3 items-start gap-3 max-sm:grid-cols-1">
        {(["input", "cached_input", "output"] as const).map((name) => (
          <TextField
            key={name}
            name={name}
            label={t(`prices.${name}`)}
            inputMode="decimal"
            autoComplete="off"
            maxLength={12}
            defaultValue={own?.[name] ?? ""}
          />
        ))}
      </div>
    </fieldset>
  );
}
