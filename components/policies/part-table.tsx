import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { RowKeys } from "#components/keys/row-keys.tsx";
import { UndoKey } from "#components/keys/undo-key.tsx";
import { VersionsProvider } from "#components/ui/versions.tsx";
import type { PutBack, RemoveItem } from "./acts.ts";
import { itemHref, type Part } from "./item.ts";
import { RemoveButton } from "./remove-button.tsx";
import type { User } from "./uses.ts";

interface TableProps {
  label: string;
  version: number;
  columns: readonly [item: string, says: string, users: string];
  children: ReactNode;
}

/** A list of one part of the document: in columns where there is room, stacked where there is not. */
export function PartTable({ label, version, columns, children }: TableProps) {
  const t = useTranslations("policyParts");
  return (
    <div className="@container">
      <VersionsProvider version={version}>
        <table className="w-full table-fixed @max-3xl:block">
          <caption className="sr-only">{label}</caption>
          <thead className="@max-3xl:sr-only">
            <tr className="h-8 text-left text-meta text-n10 [&>th]:font-normal [&>th]:text-n10">
              <th className="w-[26%]">{columns[0]}</th>
              <th>{columns[1]}</th>
              <th className="w-[26%]">{columns[2]}</th>
              <th className="w-24">
                <span className="sr-only">{t("actions")}</span>
              </th>
            </tr>
          </thead>
          <tbody className="border-t @max-3xl:block">{children}</tbody>
        </table>
      </VersionsProvider>
      <RowKeys />
      <UndoKey />
    </div>
  );
}

interface RowProps {
  part: Part;
  at: number;
  name: string;
  href: string;
  /** Said below the name. */
  under: ReactNode;
  users: readonly User[];
  /** Said where nothing uses it. */
  unused?: string | undefined;
  acts: { remove: RemoveItem; putBack: PutBack } | null;
  children: ReactNode;
}

export function PartRow({ part, at, name, href, under, users, unused, acts, children }: RowProps) {
  const t = useTranslations("policyParts");
  return (
    <tr className="border-b border-n5 align-top hover:bg-n2 [&>td]:py-2 [&>td]:pr-6 [&>td]:leading-6 @max-3xl:grid @max-3xl:grid-cols-[minmax(0,1fr)_auto] @max-3xl:py-2 [&>td]:@max-3xl:py-0 [&>td]:@max-3xl:pr-0">
      <td>
        <Link href={href} prefetch={false} data-row className="inline-block min-h-6 font-medium wrap-anywhere hover:underline">
          {name}
        </Link>
        <span className="block text-meta text-n10 wrap-anywhere">{under}</span>
      </td>
      <td className="wrap-anywhere @max-3xl:col-span-2">{children}</td>
      <td className="text-n11 wrap-anywhere @max-3xl:col-span-2 @max-3xl:flex @max-3xl:gap-3">
        <span className="shrink-0 text-n10 @3xl:hidden">{t("usedBy")}</span>
        <Users users={users} unused={unused ?? t("unused")} />
      </td>
      <td className="-my-1 text-right @3xl:pr-0! @max-3xl:col-start-2 @max-3xl:row-start-1">
        {acts && <RemoveButton {...acts} {...{ part, at, name }} usedBy={users.map((user) => user.name)} />}
      </td>
    </tr>
  );
}

function Users({ users, unused }: { users: readonly User[]; unused: string }) {
  const t = useTranslations("policyParts");
  if (users.length === 0) return <span className="text-n10">{unused}</span>;
  return (
    <ul className="flex flex-wrap gap-x-3">
      {users.map(({ part, name }) => (
        <li key={`${part} ${name}`}>
          {part === "silences" ? (
            t("silenceOf", { match: name })
          ) : (
            <Link href={itemHref[part](name)} prefetch={false} className="inline-flex min-h-6 items-center hover:underline">
              {name}
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}
