import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx.ts";

interface Props {
  number: number;
  title: string;
  /** What a screen reader hears of a step that is done. */
  done?: string | null;
  children: ReactNode;
}

/** One step of a few that are taken in order; a tick stands for its number once it is done. */
export function Step({ number, title, done, children }: Props) {
  return (
    <li className="grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-3">
      <span
        aria-hidden
        className={cx(
          "grid size-6 place-items-center rounded-full border text-meta",
          done ? "border-application text-application" : "border-n8 text-n11",
        )}
      >
        {done ? <Check className="size-3.5" strokeWidth={2.5} /> : number}
      </span>
      <div className="grid min-w-0 gap-4">
        <h2 className="text-section font-medium">
          {title}
          {done && <span className="sr-only">, {done}</span>}
        </h2>
        {children}
      </div>
    </li>
  );
}
