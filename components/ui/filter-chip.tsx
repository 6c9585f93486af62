import { X } from "lucide-react";
import Link from "next/link";

/** A filter in force; pressing it takes it away. */
export function FilterChip({ href, text, removeLabel }: { href: string; text: string; removeLabel: string }) {
  return (
    <Link
      href={href}
      scroll={false}
      prefetch={false}
      aria-label={removeLabel}
      className="inline-flex h-6 max-w-full items-center gap-1 rounded-sm bg-accent-soft pr-1 pl-2 text-meta text-n12 hover:bg-n4"
    >
      <span className="truncate">{text}</span>
      <X aria-hidden className="size-3.5 shrink-0 text-n10" />
    </Link>
  );
}
