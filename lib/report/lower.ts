let last = { text: "", low: "" }; // one layer after the other asks for the same

/** `İ` alone grows when lowered; without it positions in both texts agree. */
export function lower(text: string): string {
  if (text !== last.text) last = { text, low: text.replaceAll("İ", "I").toLowerCase() };
  return last.low;
}
