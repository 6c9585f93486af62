import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

/** Detail on demand. */
export function Disclosure({ summary, children }: { summary: ReactNode; children: ReactNode }) {
  return (
    <details className="group">
      <summary className="-ml-1 inline-flex min-h-6 items-center gap-1 rounded-sm pr-1 text-n11 hover:text-n12">
        <ChevronRight aria-hidden className="size-4 text-n10 transition-transform group-open:rotate-90" />
        {summary}
      </summary>
      <div className="pt-2">{children}</div>
    </details>
  );
}
