/** A value as it may stand after a colon: in quotes where its signs would mean something. */
export const writeValue = (value: string): string =>
  /^[A-Za-z0-9_#@\u0080-\uD7FF][\w#@./\u0080-\uD7FF-]*$/.test(value) && !/^(?:AND|OR|NOT)$/.test(value)
    ? value
    : JSON.stringify(value);
