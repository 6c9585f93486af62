/** So many answers are looked at together, and so few of them may differ before a model is doubted. */
export const drifting = 50;
const mostAlike = 0.95;

interface Lately {
  /** The labels that a model gave last, oldest first. */
  lately: string;
  doubt: string | null;
}

/** That it does not know decides nothing, and is right of gibberish, which anybody can send who can make an application fail. */
const decides = (label: string): boolean => label !== "" && !label.startsWith("unknown/");

/** The labels with these added, and whether they are nearly all the same: then the model is taken to be broken. */
export function withLabels({ lately, doubt }: Lately, labels: readonly string[]): Lately {
  const all = [...lately.split(" "), ...labels].filter(decides).slice(-drifting);
  const counts = Map.groupBy(all, (label) => label);
  const [most = []] = [...counts.values()].toSorted((a, b) => b.length - a.length);
  const isSame = all.length === drifting && most.length > drifting * mostAlike;
  const why = `It said the same of ${most.length} of its last ${drifting} errors: nothing it says is trusted until somebody has looked, or another model answers.`;
  return { lately: all.join(" "), doubt: doubt ?? (isSame ? why : null) };
}
