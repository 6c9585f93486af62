import { useTranslations } from "next-intl";

const words = {
  project: "project",
  environment: "environment",
  signature: "signature",
  category: "category",
  severity: "severity",
  release: "release",
  service: "service",
  region: "region",
  "llm.provider": "llm_provider",
  "llm.model": "llm_model",
  type: "type",
} as const;

/** Says the name of a field that errors are grouped by; one that is not known stands as it is written. */
export function useFieldName(): (field: string) => string {
  const t = useTranslations("groupField");
  return (field) => (Object.hasOwn(words, field) ? t(words[field as keyof typeof words]) : field);
}
