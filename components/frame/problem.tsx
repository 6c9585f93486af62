import Link from "next/link";
import type { ReactNode } from "react";
import { buttonClass } from "#components/ui/button.tsx";

interface Props {
  title: string;
  body: string;
  /** What the link says, and where it leads: to the list of issues unless told. */
  link: string;
  href?: string;
  children?: ReactNode;
}

/** A page that could not be shown: what happened, and the way back. */
export function Problem({ title, body, link, href = "/issues", children }: Props) {
  return (
    <div className="content grid max-w-160 justify-items-start gap-4 py-16">
      <div>
        <h1 className="text-page font-semibold">{title}</h1>
        <p className="text-n11">{body}</p>
      </div>
      <div className="flex gap-2">
        {children}
        <Link href={href} className={buttonClass("secondary")}>
          {link}
        </Link>
      </div>
    </div>
  );
}
