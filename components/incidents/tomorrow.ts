const minute = 60_000;

/** How long it is until nine tomorrow morning, where the reader is, as a duration of whole minutes. */
export function untilTomorrowMorning(now: Date): string {
  const morning = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 9);
  return `${Math.max(1, Math.ceil((morning.getTime() - now.getTime()) / minute))}m`;
}
