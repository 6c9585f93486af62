const twoDigits = /\d\D*\d/;
const mixedCase = /[a-z]\d*[A-Z]|[A-Z]{4}[a-z]/;
const longRun = /[A-Za-z]{20}/;

/** Whether a text reads like a generated value and not like a name: `sk-3fQ9…` against `sk-learn`. No measure of entropy: a masked or repetitive key is one too. */
export const looksRandom = (value: string): boolean =>
  twoDigits.test(value) || mixedCase.test(value) || longRun.test(value) || value.includes("**");
