import assert from "node:assert/strict";
import { after, beforeEach, describe, test } from "node:test";
import type { Progress } from "#lib/channels/channel.ts";
import { emailChannel } from "#lib/channels/email.ts";
import { BadInput, Busy, ConfigurationError } from "#lib/model/errors.ts";
import { languages } from "#lib/model/language.ts";
import type { Notice } from "#lib/model/notice.ts";
import { checkMailHost } from "#lib/outside/mail-host.ts";
import { startSmtp } from "../standins/smtp.ts";
import { hostileTexts, sampleDigest, sampleNotice } from "../support/notices.ts";

const from = "Verdict <verdict@acme.example>";
const [ann, bob, cid] = ["ann@acme.example", "bob@acme.example", "cid@acme.example"] as const;
const user = { name: "verdict@acme.example", password: "a pass/word:with @ signs" };

const smtp = await startSmtp();
const guarded = await startSmtp({ user });
const plain = await startSmtp({ options: { disabledCommands: ["STARTTLS", "AUTH"] } });
const implicit = await startSmtp({ options: { secure: true } });
const all = [smtp, guarded, plain, implicit];
after(() => Promise.all(all.map((standIn) => standIn.close())));
beforeEach(() => {
  for (const standIn of all) standIn.forget();
});

const server =
  (url: string, allowPrivate: "none" | "all" = "all") =>
  () =>
    checkMailHost({ allowPrivate }, url);
const mail = (more: Partial<Parameters<typeof emailChannel>[0]> = {}) => {
  const smtpUrl = more.smtpUrl ?? smtp.url;
  return emailChannel({ smtpUrl, from, to: [ann], server: server(smtpUrl), timeoutMs: 20_000, ...more });
};

function progress(): Progress & { kept: string | null; notes: string[] } {
  const own = { kept: null as string | null, notes: [] as string[] };
  return Object.assign(own, {
    keep: async (reached: string) => {
      own.kept = reached;
    },
    note: (sentence: string) => void own.notes.push(sentence),
  });
}

const isKind = (kind: typeof Busy | typeof ConfigurationError | typeof BadInput, words: RegExp) => (error: Error) => {
  assert.ok(error instanceof kind, `${error.constructor.name}: ${error.message}`);
  assert.match(error.message, words);
  return true;
};

test("a mail says everything, as text and as HTML, and is marked as made by a machine", async () => {
  const notice = sampleNotice({ urgency: "high" });
  assert.equal(await mail().deliver(notice), `<${notice.id}@acme.example>`);
  assert.deepEqual(smtp.faults, []);
  const [got] = smtp.received;
  assert.ok(got);
  assert.equal(got.subject, "⬢ Critical · APITimeoutError: Request timed out after 30 s (api)");
  assert.equal(got.id, `<${notice.id}@acme.example>`);
  assert.equal(got.headers.get("auto-submitted")?.[0], "auto-generated");
  assert.equal(got.headers.get("importance")?.[0], "High");
  assert.ok(got.secure, "it goes by TLS where the server offers it");
  for (const said of [
    "⬢ Critical",
    "Timeout",
    "Raise the limit or stream the answer.",
    "yes, after 20 seconds",
    "92 %",
    "4509876",
  ])
    for (const form of [got.text, got.html]) assert.ok(form.includes(said), `${said} is missing in:\n${form}`);
  for (const url of Object.values(notice.links))
    assert.ok(got.html.includes(`href="${url?.replaceAll("&", "&amp;")}"`), String(url));
});

test("an incident is one thread: later messages, its end and another verdict answer its first mail", async () => {
  const first = sampleNotice();
  const later = sampleNotice({ reason: "repeat", incident: first.incident, thread: first.id });
  await mail().deliver(first);
  await mail().deliver(later);
  const said = { category: first.category, severity: first.severity, state: "open" } as const;
  await mail().update?.("", { ...later, state: "resolved", stateBy: "Ann", said });
  await mail().update?.("", { ...later, category: "network", said });
  const [root, repeat, end, other] = smtp.received;
  const id = `<${first.id}@acme.example>`;
  assert.deepEqual([root?.headers.get("in-reply-to"), root?.headers.get("references")], [undefined, undefined]);
  assert.deepEqual([repeat?.headers.get("in-reply-to"), repeat?.headers.get("references")], [[id], [id]]);
  assert.equal(repeat?.subject, `Re: ${root?.subject}`);
  for (const answer of [end, other]) {
    assert.deepEqual(answer?.headers.get("references"), [`${id} <${later.id}@acme.example>`]);
    assert.equal(answer?.subject, `Re: ${root?.subject}`);
  }
  assert.match(end?.text ?? "", /^✓ Resolved by Ann · ⬢ Critical/);
  assert.equal(new Set(smtp.received.map((each) => each.id)).size, 4);
  assert.deepEqual(smtp.faults, []);
});

test("an edit is a mail only where it is news, and beneath the newest mail alone", async () => {
  const notice = sampleNotice({ thread: "t" });
  const said = { category: notice.category, severity: notice.severity, state: "open" } as const;
  const edits: Partial<Notice>[] = [
    { events: 5000, said },
    { state: "acknowledged", stateBy: "Ann", said },
    { state: "resolved", said: { ...said, state: "resolved" } },
    { state: "resolved", newest: false, said },
    { said: null },
  ];
  for (const edit of edits) await mail().update?.("", { ...notice, ...edit });
  assert.equal(smtp.received.length, 0);
  await mail().update?.("", { ...notice, severity: "high", said });
  await mail().update?.("", { ...notice, severity: "high", said });
  assert.equal(smtp.received.length, 2);
  assert.equal(smtp.received[0]?.id, smtp.received[1]?.id, "a copy is known for one");
});

describe("receivers", () => {
  test("one wrong address keeps nobody else from getting it, and is named", async () => {
    smtp.refuse.set(bob, 550);
    const kept = progress();
    await mail({ to: [ann, bob, cid, "not an address"] }).deliver(sampleNotice(), kept);
    assert.deepEqual(
      smtp.received.map(({ receivers }) => receivers),
      [[ann, cid]],
    );
    assert.deepEqual(kept.notes, ["bob at acme.example is refused (550); not an address is refused: it is no address"]);
    assert.deepEqual(smtp.faults, []);
  });

  test("who is put off gets it with the next attempt, and nobody twice", async () => {
    const notice = sampleNotice();
    const kept = progress();
    smtp.refuse.set(bob, 451);
    await assert.rejects(
      mail({ to: [ann, bob, cid] }).deliver(notice, kept),
      isKind(Busy, /bob at acme\.example is not taken now/),
    );
    assert.doesNotMatch(kept.kept ?? "", /@/);
    smtp.refuse.clear();
    await mail({ to: [ann, bob, cid] }).deliver(notice, kept);
    await mail({ to: [ann, bob, cid] }).deliver(notice, kept);
    assert.deepEqual(
      smtp.received.map(({ receivers }) => receivers),
      [[ann, cid], [bob]],
    );
    assert.equal(new Set(smtp.received.map(({ id }) => id)).size, 1);
    assert.match(smtp.received[1]?.headers.get("to")?.[0] ?? "", /ann.*bob.*cid/);
  });

  test("when all are put off it is tried again, when all are unknown it is not", async () => {
    for (const to of [ann, bob]) smtp.refuse.set(to, 450);
    await assert.rejects(mail({ to: [ann, bob] }).deliver(sampleNotice()), isKind(Busy, /not taken now/));
    smtp.refuse.set(bob, 550);
    await assert.rejects(mail({ to: [ann, bob] }).deliver(sampleNotice()), isKind(Busy, /ann at acme\.example is not taken now/));
    smtp.refuse.set(ann, 550);
    await assert.rejects(
      mail({ to: [ann, bob] }).deliver(sampleNotice()),
      isKind(BadInput, /for nobody: ann at acme\.example is refused/),
    );
    await assert.rejects(mail({ to: ["nobody"] }).deliver(sampleNotice()), isKind(BadInput, /it is no address/));
    assert.deepEqual(smtp.received, []);
  });
});

describe("a server that", () => {
  const cases = [
    ["says 421 at once", () => smtp.script("connect", { code: 421 }), Busy, /does not take mail now/],
    ["puts the sender off with 451", () => smtp.script("mail", { code: 451 }), Busy, /does not take mail now/],
    ["puts the mail off with 452", () => smtp.script("data", { code: 452 }), Busy, /does not take mail now/],
    ["refuses the sender with 553", () => smtp.script("mail", { code: 553 }), ConfigurationError, /EMAIL_FROM/],
    ["wants us to log in", () => smtp.script("mail", { code: 530 }), ConfigurationError, /user and password/],
    ["refuses us with 554", () => smtp.script("connect", { code: 554 }), ConfigurationError, /refuses to be spoken to/],
    ["refuses the mail with 554", () => smtp.script("data", { code: 554 }), BadInput, /did not take the mail/],
    ["says nothing after DATA", () => smtp.script("data", "hang"), Busy, /did not say in time/],
    ["hangs up after DATA", () => smtp.script("data", "reset"), Busy, /cannot be reached/],
    ["never greets", () => smtp.script("connect", "hang"), Busy, /did not say in time/],
  ] as const;
  for (const [name, arrange, kind, words] of cases)
    test(`${name}: ${kind.name}`, async () => {
      arrange();
      const hangs = words.source.includes("in time");
      await assert.rejects(mail(hangs ? { timeoutMs: 700 } : {}).deliver(sampleNotice()), isKind(kind, words));
      await mail().deliver(sampleNotice());
      assert.deepEqual(smtp.faults, []);
    });

  test("took it and hung gets it a second time under the same Message-ID", async () => {
    const notice = sampleNotice();
    smtp.script("data", "hang");
    await assert.rejects(mail({ timeoutMs: 3000 }).deliver(notice), (error) => error instanceof Busy);
    await mail().deliver(notice);
    assert.deepEqual(
      smtp.received.map(({ id }) => id),
      [`<${notice.id}@acme.example>`, `<${notice.id}@acme.example>`],
    );
  });

  test("is not there is tried again", async () => {
    const url = "smtp://127.0.0.1:1";
    await assert.rejects(mail({ smtpUrl: url, server: server(url) }).deliver(sampleNotice()), isKind(Busy, /ECONNREFUSED/));
  });

  test("whose name is not found is tried again", async () => {
    const nowhere = async () => Promise.reject(Object.assign(new Error("getaddrinfo"), { code: "ENOTFOUND" }));
    await assert.rejects(mail({ server: nowhere }).deliver(sampleNotice()), isKind(Busy, /name is not found/));
  });

  test("may not be reached is never asked", async () => {
    const wrong = mail({ server: server(smtp.url, "none") }).deliver(sampleNotice());
    await assert.rejects(wrong, isKind(ConfigurationError, /not public/));
    assert.deepEqual(smtp.received, []);
  });
});

describe("user and password", () => {
  const login = (password: string): string =>
    guarded.url.replace(encodeURIComponent(user.password), encodeURIComponent(password));
  test("open the door", async () => {
    await mail({ smtpUrl: guarded.url }).deliver(sampleNotice());
    await mail({ smtpUrl: guarded.url }).check?.();
    assert.equal(guarded.received.length, 1);
  });
  test("that are wrong must be mended, and are not repeated", async () => {
    const wrong = login("something-else");
    for (const attempt of [mail({ smtpUrl: wrong }).deliver(sampleNotice()), mail({ smtpUrl: wrong }).check!()])
      await assert.rejects(attempt, (error: Error) => {
        assert.doesNotMatch(error.message, /something-else/);
        return isKind(ConfigurationError, /does not accept the user and password \(535\)/)(error);
      });
  });
  test("that are not percent-encoded are said", async () => {
    const smtpUrl = smtp.url.replace("://", "://ann:100%@");
    await assert.rejects(
      mail({ smtpUrl, server: server(smtp.url) }).deliver(sampleNotice()),
      isKind(ConfigurationError, /percent-encoded/),
    );
  });
  test("do not leave without TLS, except to a private address", async () => {
    const bare = await startSmtp({ user, options: { disabledCommands: ["STARTTLS"] } });
    await mail({ smtpUrl: bare.url }).deliver(sampleNotice());
    assert.deepEqual(
      bare.received.map(({ secure }) => secure),
      [false],
    );
    const asPublic = async () => ({ ...(await server(bare.url)()), isPrivate: false });
    await assert.rejects(
      mail({ smtpUrl: bare.url, server: asPublic }).deliver(sampleNotice()),
      isKind(ConfigurationError, /cannot be spoken to by TLS/),
    );
    assert.equal(bare.received.length, 1);
    await bare.close();
  });
});

describe("TLS", () => {
  test("from the first byte wants a certificate that can be trusted", async () => {
    await assert.rejects(
      mail({ smtpUrl: implicit.url }).deliver(sampleNotice()),
      isKind(ConfigurationError, /certificate that can be trusted/),
    );
  });
  test("of a public server wants one too when it starts later", async () => {
    const asPublic = async () => ({ ...(await server(smtp.url)()), isPrivate: false });
    await assert.rejects(
      mail({ server: asPublic }).deliver(sampleNotice()),
      isKind(ConfigurationError, /certificate that can be trusted/),
    );
  });
  test("spoken to who does not is said", async () => {
    const url = smtp.url.replace("smtp:", "smtps:");
    await assert.rejects(
      mail({ smtpUrl: url, server: server(url) }).deliver(sampleNotice()),
      isKind(ConfigurationError, /does not speak TLS on this port/),
    );
  });
});

test("a public server's words are shown by 200 characters, a private one's not at all", async () => {
  smtp.script("data", { code: 554, words: `the inner secret ${"x".repeat(500)}` });
  await assert.rejects(mail().deliver(sampleNotice()), (error: Error) => !error.message.includes("inner"));
  smtp.script("data", { code: 554, words: `spam ${"x".repeat(500)}` });
  plain.script("data", { code: 554, words: `spam ${"x".repeat(500)}` });
  const asPublic = async () => ({ ...(await server(plain.url)()), isPrivate: false });
  await assert.rejects(
    mail({ smtpUrl: plain.url, server: asPublic }).deliver(sampleNotice()),
    /did not take the mail: 554 spam x{191}$/,
  );
});

const fields = ["type", "line", "rootCause", "fix", "project", "environment", "release", "sentryIssueId", "stateBy"] as const;
for (const field of fields)
  test(`hostile text as ${field} stays text: no header, no markup, nothing too long`, async () => {
    const state = field === "stateBy" ? "acknowledged" : "open";
    const notices = hostileTexts.map((text) => sampleNotice({ [field]: text, state }));
    await Promise.all(notices.map((notice) => mail({ smtpUrl: plain.url }).deliver(notice)));
    assert.deepEqual(plain.faults, []);
    assert.equal(plain.received.length, hostileTexts.length);
    assert.ok(plain.received.every(({ headers, html }) => !headers.has("bcc") && !html.includes("<script")));
  });

test("a digest is a mail with a line an incident, and in every language", async () => {
  for (const language of languages) await mail().deliver(sampleDigest({ language }));
  assert.deepEqual(smtp.faults, []);
  assert.match(smtp.received[0]?.subject ?? "", /^Digest morning · ⬢ Critical · 4,952 incidents$/);
  for (const form of [smtp.received[0]?.text, smtp.received[0]?.html]) assert.match(form ?? "", /and 4,949 more/);
  assert.equal(new Set(smtp.received.map(({ text }) => text)).size, languages.length);
});
