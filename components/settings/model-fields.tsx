"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Checkbox } from "#components/ui/checkbox.tsx";
import type { KnownProvider, ModelRow, Price } from "#lib/model/spend.ts";
import { SecretField, SelectField, TextField } from "./fields.tsx";

/** Spelled out, because the model's own table brings its validator to every browser. */
const tiers = ["llm-fast", "llm-strong"] as const satisfies readonly ModelRow["tier"][];

const plain = { autoComplete: "off", spellCheck: false } as const;
const openAi = "https://api.openai.com/v1";

interface Props {
  model: ModelRow | null;
  providers: readonly KnownProvider[];
}

/** A model to add, or one that stands. Of its price only what somebody wrote is filled in; the table's is left to the table. */
export function ModelFields({ model, providers }: Props) {
  const t = useTranslations("settings.models");
  const own = model?.price_source === "yours" ? model.price : null;
  const [address, setAddress] = useState(model?.base_url ?? openAi);
  const provider = at(address, providers);
  return (
    <>
      <SelectField
        name="tier"
        label={t("tierLabel")}
        hint={t("order")}
        defaultValue={model?.tier ?? "llm-fast"}
        options={tiers.map((value) => ({ value, label: t(`tier.${value}`) }))}
      />
      <Address {...{ address, setAddress, providers }} />
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
      <Terms model={model} provider={provider} />
      <Checkbox name="enabled" label={t("enabled")} defaultChecked={model?.enabled ?? true} />
    </>
  );
}

const at = (address: string, providers: readonly KnownProvider[]): KnownProvider | null =>
  providers.find(({ base_url: base }) => base === address) ?? null;

interface AddressProps {
  address: string;
  setAddress: (address: string) => void;
  providers: readonly KnownProvider[];
}

/** A provider's name fills in its address. */
function Address({ address, setAddress, providers }: AddressProps) {
  const t = useTranslations("settings.models");
  const provider = at(address, providers);
  return (
    <>
      <SelectField
        name="provider"
        label={t("provider")}
        {...(provider && { hint: provider.note })}
        value={provider?.id ?? ""}
        onChange={({ target }) => setAddress(providers.find(({ id }) => id === target.value)?.base_url ?? address)}
        options={[{ value: "", label: t("otherProvider") }, ...providers.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <TextField
        {...plain}
        name="base_url"
        label={t("baseUrl")}
        type="url"
        required
        maxLength={500}
        value={address}
        onChange={({ target }) => setAddress(target.value)}
      />
    </>
  );
}

/** Which errors it is asked about, and how often its key may be used. */
function Terms({ model, provider }: { model: ModelRow | null; provider: KnownProvider | null }) {
  const t = useTranslations("settings.models");
  return (
    <fieldset className="grid gap-2">
      <legend className="pb-1 font-medium">{t("terms")}</legend>
      <TextField
        {...plain}
        name="match"
        label={t("match")}
        hint={t("matchHint")}
        maxLength={2000}
        defaultValue={model?.match ?? ""}
      />
      <div className="grid grid-cols-2 items-start gap-3 max-sm:grid-cols-1">
        {(["requests_per_minute", "tokens_per_minute"] as const).map((name) => (
          <TextField
            key={name}
            name={name}
            label={t(`perMinute.${name}`)}
            inputMode="numeric"
            autoComplete="off"
            maxLength={9}
            placeholder={provider ? String(provider[name]) : ""}
            defaultValue={model?.[name] ?? ""}
          />
        ))}
      </div>
    </fieldset>
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
