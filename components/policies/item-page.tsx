import Link from "next/link";
import type { ReactNode } from "react";

interface Props {
  title: string;
  /** The end of the way back. */
  crumb: string;
  back: { href: string; label: string };
  notes?: readonly (string | null)[];
  /** What else can be done with it. */
  aside?: ReactNode;
  children: ReactNode;
}

/** What stands around the form of one item of the document. */
export function ItemPage({ title, crumb, back, notes = [], aside, children }: Props) {
  return (
    <div className="content grid grid-cols-[minmax(0,1fr)] gap-6 py-4">
      <header className="grid gap-2">
        <nav className="flex min-w-0 items-center gap-1.5 text-n10">
          <Link href={back.href} className="inline-flex h-6 items-center whitespace-nowrap hover:text-n12 hover:underline">
            {back.label}
          </Link>
          <span aria-hidden>/</span>
          <span className="truncate">{crumb}</span>
        </nav>
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
          <h1 className="text-page font-semibold wrap-anywhere">{title}</h1>
          {aside}
        </div>
        {notes.filter(Boolean).map((note) => (
          <p key={note} className="border-l-2 border-medium pl-3 text-n11">
            {note}
          </p>
        ))}
      </header>
      {children}
    </div>
  );
}
