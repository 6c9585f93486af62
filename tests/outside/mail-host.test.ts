import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Busy, ConfigurationError } from "#lib/model/errors.ts";
import { checkMailHost } from "#lib/outside/mail-host.ts";

const at =
  (...answers: string[][]) =>
  async (): Promise<string[]> =>
    (answers.length > 1 ? answers.shift() : answers[0]) ?? [];
const check = (address: string, resolve = at(["203.0.114.9"]), allowPrivate: "none" | "all" | string[] = "none") =>
  checkMailHost({ allowPrivate, resolve }, address);

describe("a mail server", () => {
  test("is what its address says, at the address that was checked", async () => {
    assert.deepEqual(await check("smtp://user:p%40ss@mail.example.com"), {
      host: "mail.example.com",
      port: 587,
      address: "203.0.114.9",
      isImplicitTls: false,
      isPrivate: false,
    });
    const { port, isImplicitTls } = await check("smtps://mail.example.com");
    assert.deepEqual([port, isImplicitTls], [465, true]);
  });

  test("whose name leads elsewhere the next time is checked the next time", async () => {
    const rebinding = at(["203.0.114.9"], ["127.0.0.1"]);
    await check("smtp://mail.example.com", rebinding);
    await assert.rejects(check("smtp://mail.example.com", rebinding), /not public/);
  });

  const refused: [string, string[], RegExp][] = [
    ["smtp://mail.example.com", ["203.0.114.9", "::1"], /not public/],
    ["smtp://127.0.0.1", [], /not public/],
    ["smtp://[::ffff:127.0.0.1]", [], /not public/],
    ["smtp://[fd00:ec2::254]", [], /not public/],
    ["smtp://169.254.169.254:25", [], /not public/],
    ["smtp://mail.example.com:22", ["203.0.114.9"], /port 25, 465, 587, 2525/],
    ["http://mail.example.com", ["203.0.114.9"], /only smtp: and smtps:/],
    ["mail.example.com", ["203.0.114.9"], /no valid URL/],
  ];
  for (const [address, found, words] of refused)
    test(`${address} at ${found.join() || "itself"} is refused`, async () => {
      await assert.rejects(
        check(address, at(found)),
        (error: Error) => error instanceof ConfigurationError && words.test(error.message),
      );
    });

  test("that is private may be reached where that is allowed, on any port; the machine's own credentials never", async () => {
    const { isPrivate, port } = await check("smtp://mail.internal:2026", at(["10.0.0.5"]), ["10.0.0.0/8"]);
    assert.deepEqual([isPrivate, port], [true, 2026]);
    await assert.rejects(check("smtp://169.254.169.254", at([]), "all"), /not public/);
  });

  test("that has public addresses, too, is spoken to as the one that is chosen deserves", async () => {
    const found = await check("smtp://user:secret@mail.example.com", at(["203.0.114.9", "10.0.0.5"]), ["10.0.0.0/8"]);
    assert.deepEqual([found.address, found.isPrivate], ["203.0.114.9", false]);
  });

  test("without an address is away", async () => {
    await assert.rejects(check("smtp://mail.example.com", at([])), Busy);
  });
});
