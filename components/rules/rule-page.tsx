import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { categories, severities } from "#lib/model/taxonomy.ts";
import { RuleForm } from "./rule-form.tsx";

/** The form around one rule: to edit it, or to begin anew. */
export function RulePage(props: Omit<ComponentProps<typeof RuleForm>, "choices">) {
  const t = useTranslations("rules");
  const { place, draft } = props;
  const title = place.id === null ? t("form.titleNew") : props.acts ? t("form.titleEdit", { name: draft.name }) : draft.name;
  return (
    <div className="content grid grid-cols-[minmax(0,1fr)] gap-6 py-4">
      <header className="grid gap-2">
        <nav className="flex min-w-0 items-center gap-1.5 text-n10">
          <Link href="/rules" className="inline-flex h-6 items-center hover:text-n12 hover:underline">
            {t("title")}
          </Link>
          <span aria-hidden>/</span>
          <span className="truncate">{place.id === null ? t("form.titleNew") : draft.name}</span>
        </nav>
        <h1 className="text-page font-semibold wrap-anywhere">{title}</h1>
      </header>
      {/* Not keyed by the version: what is typed outlives the versions that others save. */}
      <RuleForm key={place.id} {...props} choices={{ categories, severities }} />
    </div>
  );
}
