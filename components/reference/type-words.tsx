import type { Piece } from "./rows.ts";

export const schemaId = (name: string): string => `schema-${name}`;

/** A type with its schemas as links to where they are told. */
export function TypeWords({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map((piece, at) =>
    typeof piece === "string" ? (
      <span key={at}>{piece}</span>
    ) : (
      <a
        key={piece.schema}
        href={`#${schemaId(piece.schema)}`}
        className="text-accent underline decoration-n8 underline-offset-2"
      >
        {piece.schema}
      </a>
    ),
  );
}
