import { useTranslations } from "next-intl";
import { cx } from "#components/ui/cx.ts";
import { keyed } from "#components/ui/keyed.ts";

const looks = { "+": "bg-added text-n12", "-": "bg-removed text-n12", "@": "pt-2 text-n10" } as const;

const isHead = (line: string): boolean => /^(?:Index: |={3,}|--- |\+\+\+ |\\ )/.test(line);

/** A unified diff, line by line: signs say what colours do. */
export function TextDiff({ diff, label }: { diff: string; label: string }) {
  const t = useTranslations("policies");
  const lines = diff.split("\n").filter((line) => line !== "" && !isHead(line));
  if (lines.length === 0) return <p className="text-n11">{t("differenceNone")}</p>;
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={label}
      className="max-h-[60dvh] overflow-auto rounded-md border bg-n2 py-2 font-mono text-code"
    >
      {keyed(lines).map(({ item: line, key }) => (
        <div key={key} className={cx("min-w-max px-3 whitespace-pre", looks[line[0] as keyof typeof looks])}>
          {line.startsWith("@") ? "⋯" : line}
        </div>
      ))}
    </section>
  );
}
