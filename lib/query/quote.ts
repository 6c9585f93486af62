/** A value as it may stand after a colon: in quotes where its signs, or blanks of any alphabet, would mean something. */
export const writeValue = (value: string): string =>
  !/\s/.test(value) && /^[A-Za-z0-9_#@\u0080-\uD7FF][\w#@./\u0080-\uD7FF-]*$/.test(value) && !/^(?:AND|OR|NOT)$/.test(value)
    ? value
    : JSON.stringify(value);
