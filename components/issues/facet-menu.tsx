import { Check } from "lucide-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Popover } from "#components/ui/popover.tsx";

export interface FacetOption {
  value: string;
  label: ReactNode;
  href: string;
  on: boolean;
  count?: number | undefined;
}

/** One dimension to filter by; each of its words is an address. */
export function FacetMenu({ label, options }: { label: string; options: readonly FacetOption[] }) {
  const t = useTranslations("issues");
  const chosen = options.filter((option) => option.on).length;
  return (
    <Popover label={chosen === 0 ? label : t("facetActive", { facet: label, count: chosen })} active={chosen > 0}>
      {options.length === 0 && <p className="px-2 py-1.5 text-n10">{t("facetEmpty")}</p>}
      <ul aria-label={label}>
        {options.map((option) => (
          <li key={option.value}>
            <Option {...option} />
          </li>
        ))}
      </ul>
    </Popover>
  );
}

function Option({ label, href, on, count }: FacetOption) {
  const format = useFormatter();
  return (
    <Link
      href={href}
      scroll={false}
      prefetch={false}
      aria-current={on ? "true" : undefined}
      className="flex min-h-8 items-center gap-2 rounded-md px-2 hover:bg-n4"
    >
      <Check aria-hidden className={on ? "size-4 shrink-0 text-accent" : "size-4 shrink-0 opacity-0"} />
      <span className="min-w-0 grow truncate">{label}</span>
      {count !== undefined && <span className="text-n10">{format.number(count)}</span>}
    </Link>
  );
}
