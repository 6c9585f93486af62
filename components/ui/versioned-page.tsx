import Link from "next/link";
import type { ReactNode } from "react";
import { buttonClass } from "./button.tsx";
import { Segmented } from "./segmented.tsx";

interface Props {
  title: string;
  intro: string;
  /** Null when the person may not. */
  add: { href: string; label: string } | null;
  parts: Parameters<typeof Segmented>[0];
  /** Which version stands, since when and by whom. */
  version: ReactNode;
  viewerWhy: string | null;
  children: ReactNode;
}

/** What stands around every part of a document with versions. */
export function VersionedPage({ title, intro, add, parts, version, viewerWhy, children }: Props) {
  return (
    <div className="content grid grid-cols-[minmax(0,1fr)] gap-3 py-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div>
          <h1 className="text-page font-semibold">{title}</h1>
          <p className="max-w-[72ch] text-n11">{intro}</p>
        </div>
        {add && (
          <Link href={add.href} className={buttonClass("primary")}>
            {add.label}
          </Link>
        )}
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <Segmented {...parts} />
        {version && <p className="text-meta text-n10">{version}</p>}
      </div>
      {viewerWhy && <p className="text-n11">{viewerWhy}</p>}
      {children}
    </div>
  );
}
