import { Search } from "lucide-react";
import Form from "next/form";
import { useTranslations } from "next-intl";
import { FocusKey } from "#components/keys/focus-key.tsx";
import { Input } from "#components/ui/input.tsx";
import { hrefOf, type IssueFilter } from "./filter.ts";

/** Plain text search; the other filters travel along. */
export function SearchBox({ filter }: { filter: IssueFilter }) {
  const t = useTranslations("issues");
  const others = new URLSearchParams(hrefOf(filter, { search: undefined }).split("?")[1]);
  return (
    <Form action="/issues" role="search" className="relative w-full md:w-72">
      {[...others].map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Search aria-hidden className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-n10" />
      <Input
        key={filter.search}
        id="search"
        name="search"
        type="search"
        aria-label={t("searchLabel")}
        aria-keyshortcuts="/"
        placeholder={t("searchLabel")}
        defaultValue={filter.search}
        maxLength={200}
        className="pl-8"
      />
      <FocusKey on="/" to="search" />
    </Form>
  );
}
