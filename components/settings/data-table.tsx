import type { ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";

export interface Column {
  key: string;
  label: string;
  /** `main` stands first and full where rows are stacked; `actions` has a heading for screen readers only. */
  kind?: "main" | "number" | "actions";
}

export interface Row {
  key: string;
  cells: Readonly<Record<string, ReactNode>>;
  /** What needs the whole width, under the row. */
  below?: ReactNode;
}

/** A dense list; where it is narrow each row is stacked, and cells carry their heading. */
export function DataTable({ label, columns, rows }: { label: string; columns: readonly Column[]; rows: readonly Row[] }) {
  return (
    <div className="@container">
      <table className="w-full @max-2xl:block">
        <caption className="sr-only">{label}</caption>
        <thead className="@max-2xl:sr-only">
          <tr className="h-8 text-left text-meta text-n10">
            {columns.map((column) => (
              <th key={column.key} scope="col" className={cx("font-normal whitespace-nowrap", spaced(column))}>
                {column.kind === "actions" ? <span className="sr-only">{column.label}</span> : column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="border-t @max-2xl:block">
          {rows.map((row) => (
            <TableRow key={row.key} row={row} columns={columns} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const spaced = ({ kind }: Column): string =>
  cx("pr-4 last:pr-0", kind === "number" && "@2xl:text-right", kind === "actions" && "@2xl:text-right");

function TableRow({ row, columns }: { row: Row; columns: readonly Column[] }) {
  const stacked = "@max-2xl:flex @max-2xl:flex-wrap @max-2xl:items-center @max-2xl:gap-x-4 @max-2xl:gap-y-1 @max-2xl:py-2.5";
  return (
    <>
      <tr className={cx("h-11 @max-2xl:h-auto", row.below ? "" : "border-b border-n5", stacked)}>
        {columns.map((column) => (
          <td
            key={column.key}
            className={cx(
              spaced(column),
              (column.kind === "main" || column.kind === "actions") && "@max-2xl:w-full",
              "@max-2xl:pr-0 @max-2xl:empty:hidden",
            )}
          >
            {!column.kind && row.cells[column.key] != null && (
              <span className="text-meta text-n10 @2xl:hidden">{column.label} </span>
            )}
            {column.kind === "number" && <span className="text-meta text-n10 @2xl:hidden">{column.label} </span>}
            {row.cells[column.key]}
          </td>
        ))}
      </tr>
      {row.below && (
        <tr className="border-b border-n5 @max-2xl:block">
          <td colSpan={columns.length} className="pb-3 @max-2xl:block">
            {row.below}
          </td>
        </tr>
      )}
    </>
  );
}
