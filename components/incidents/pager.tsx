import Link from "next/link";
import { buttonClass } from "#components/ui/button.tsx";

interface Props {
  first: string | null;
  next: string | null;
  words: { first: string; next: string };
}

/** The ways from a page of a list to its other pages. */
export function Pager({ first, next, words }: Props) {
  if (!first && !next) return null;
  return (
    <div className="flex justify-end gap-2">
      {first && (
        <Link prefetch={false} href={first} className={buttonClass("quiet")}>
          {words.first}
        </Link>
      )}
      {next && (
        <Link prefetch={false} href={next} className={buttonClass("secondary")}>
          {words.next}
        </Link>
      )}
    </div>
  );
}
