import assert from "node:assert/strict";
import { test } from "node:test";
import { type CountryCode, getCountries, getExampleNumber } from "libphonenumber-js";
import mobiles from "libphonenumber-js/mobile/examples";
import { redactText } from "#lib/report/redact.ts";

const tiny: readonly string[] = ["TA", "TK"] satisfies CountryCode[]; // numbers of four digits, as every code has them

/** An example of each country's mobile numbers, by the library that knows all plans. */
const numbers = getCountries()
  .filter((country) => !tiny.includes(country))
  .flatMap((country) => getExampleNumber(country, mobiles) ?? []);

test("a mobile number of every country goes, however its international form is written", () => {
  for (const number of numbers) {
    const spaced = number.formatInternational();
    for (const written of [
      spaced,
      spaced.replaceAll(" ", "-"),
      spaced.replaceAll(" ", "."),
      number.number,
      `tel:${number.number}`,
    ])
      assert.equal(
        redactText(`to ${written} failed: 21211`).includes(written.replace("tel:", "")),
        false,
        `${number.country} ${written}`,
      );
  }
});

test("and so does its national form of seven digits or more where a word says that it is a phone's", () => {
  for (const number of numbers.filter(({ nationalNumber }) => nationalNumber.length > 6))
    for (const text of [`phone: ${number.formatNational()} invalid`, `{"mobile":"${number.formatNational()}","code":21211}`]) {
      const clean = redactText(text);
      assert.ok(!clean.includes(number.formatNational()) && /invalid|21211/.test(clean), `${number.country} ${clean}`);
    }
});
