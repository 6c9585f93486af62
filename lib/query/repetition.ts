/** What stands in a pattern: a group's beginning, what is asked for once, how often. */
const tokens =
  /\((?:\?(?:P?<\w+>|[a-zA-Z-]*:))?|\)|\||(?<often>[*+?]|\{(?<least>\d+)(?<open>,)?(?<most>\d*)\})\??|\\[bBAzZ]|[\^$]|\\Q.*?\\E|\\.|\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]|[\s\S]/g;
const nothing = /^(?:\\[bBAzZ]|[\^$])$/;

/** One alternative of a group, as far as it was read, and what was found in those before it. */
interface Group {
  /** Whether something in it comes a fixed number of times, and whether something repeats without end. */
  isFixed: boolean;
  repeats: boolean;
  isLoose: boolean;
}

const opened = (): Group => ({ isFixed: false, repeats: false, isLoose: false });
const looseness = ({ isFixed, repeats, isLoose }: Group): boolean => isLoose || (repeats && !isFixed);

/**
 * Whether a pattern repeats a group in which everything repeats or may be missing, as (a+)+ does: engines that go back run on it for
 * ever, and it finds nothing that is not found without the outer repetition. (\w+\.)+ is none of these: the dot comes once each time.
 */
export function repeatsRepetition(source: string): boolean {
  const groups: [Group, ...Group[]] = [opened()];
  let last: { isLoose: boolean } | null = null;
  const settle = (): void => {
    if (last && !last.isLoose) groups[0].isFixed = true;
    if (last?.isLoose) groups[0].repeats = true;
    last = null;
  };
  for (const { 0: token, groups: found = {} } of source.matchAll(tokens)) {
    if (found.often) {
      const isEndless = found.often === "*" || found.often === "+" || (found.open !== undefined && found.most === "");
      if (isEndless && last?.isLoose) return true;
      if (isEndless) groups[0].repeats = true;
      if (!isEndless && Number(found.least ?? 0) > 0) settle();
      last = null;
      continue;
    }
    settle();
    if (token.startsWith("(")) groups.unshift(opened());
    else if (token === "|") Object.assign(groups[0], { ...opened(), isLoose: looseness(groups[0]) });
    else if (token === ")") last = { isLoose: looseness(groups.length > 1 ? (groups.shift() ?? opened()) : groups[0]) };
    else if (!nothing.test(token)) last = { isLoose: false };
  }
  return false;
}
