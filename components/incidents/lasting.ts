const units = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
] as const;

/** How long something took or takes, in its largest whole unit; minutes at least. */
export function lasting(from: string, to: Date): { unit: "d" | "h" | "m"; count: number } {
  const ms = Math.max(0, to.getTime() - new Date(from).getTime());
  const [unit, size] = units.find(([, each]) => ms >= each) ?? units[2];
  return { unit, count: Math.floor(ms / size) };
}
