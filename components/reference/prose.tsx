/** A sentence in which what stands between backticks is code. */
export function Prose({ text }: { text: string }) {
  return text.split("`").map((part, at) =>
    at % 2 === 1 ? (
      <code key={part} className="font-mono text-code text-n12">
        {part}
      </code>
    ) : (
      part
    ),
  );
}
