"use client";
import { useTranslations } from "next-intl";
import { Pick } from "#components/ui/pick.tsx";
import { policyId } from "./form-fields.tsx";

interface Props {
  /** In their order; the last one stays last. */
  policies: readonly string[];
  below: number | null;
  stand: (below: number | null) => void;
}

/** After which policy a new one is asked: the first that matches decides. */
export function PlaceField({ policies, below, stand }: Props) {
  const t = useTranslations("policyForm");
  const most = policies.length - 2;
  const after = policies.slice(0, -1).map((name, at) => ({ value: String(at), label: t("placeAfter", { name }) }));
  return (
    <Pick
      id={policyId("place")}
      label={t("place")}
      error={undefined}
      value={String(Math.min(below ?? most, most))}
      onChange={(value) => stand(Number(value))}
      options={[{ value: "-1", label: t("placeFirst") }, ...after]}
    />
  );
}
