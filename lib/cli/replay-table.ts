import { incidentChanges, type PolicyReplay } from "#lib/model/replay.ts";

const number = (n: number): string => n.toLocaleString("en-US");
const arrow = ({ before, after }: { before: number; after: number }): string => `${number(before)} → ${number(after)}`;
const minute = (at: string | null): string => (at === null ? "never" : `${at.slice(0, 16).replace("T", " ")}Z`);

/** Rows in columns as wide as they need. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

const mostLines = 50;

function incidentLines({ incidents, totals }: PolicyReplay): string[] {
  const all = incidentChanges.reduce((sum, change) => sum + totals[change], 0);
  const counts = incidentChanges.map((change) => `${number(totals[change])} ${change}`).join(", ");
  const rows = incidents
    .slice(0, mostLines)
    .map(({ id, before, after, change, severity, title }) => [
      change,
      severity,
      id,
      `${minute(before)} → ${minute(after)}`,
      title.slice(0, 80),
    ]);
  const more = all - rows.length;
  return [
    `Incidents told differently: ${all === 0 ? "none" : counts}`,
    ...columns(rows).map((line) => `  ${line}`),
    ...(more > 0 ? [`  and ${number(more)} more${all > incidents.length ? "" : " (all of them with --json)"}`] : []),
  ];
}

/** A replay for people. */
export function replayTable(replay: PolicyReplay): string {
  const { signals, days, messages, pages, policies, unset } = replay;
  const head = ["", "messages", "pages", "incidents"];
  const rows = policies.map((each) => [each.name, arrow(each.messages), arrow(each.pages), arrow(each.incidents)]);
  return [
    `${number(signals)} signals of the last ${days} days, what happened → what would have:`,
    "",
    ...columns([head, ["all", arrow(messages), arrow(pages), ""], ...rows]),
    "",
    ...incidentLines(replay),
    ...(unset.length > 0 ? ["", `Not set up here, so that nothing reaches them: ${unset.join(", ")}`] : []),
  ].join("\n");
}
