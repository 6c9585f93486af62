/** A tick whose long arm is a V: the product's mark, in the colour of the text around it. */
export function BrandMark() {
  return (
    <svg aria-hidden="true" viewBox="0 0 16 16" className="size-4 shrink-0 fill-none stroke-current stroke-2">
      <path d="M2 5.5 6.5 13 14 2.5" strokeLinecap="square" />
    </svg>
  );
}
