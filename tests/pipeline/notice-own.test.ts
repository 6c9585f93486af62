import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { messageFacts, messageOf } from "#lib/db/message-facts.ts";
import { languages } from "#lib/model/language.ts";
import { brokenWhys, type OwnTold, ownSentences } from "#lib/model/own-told.ts";
import type { Subject } from "#lib/model/subject.ts";
import { noteTaken } from "#lib/pipeline/channel-mended.ts";
import { noticeFor } from "#lib/pipeline/notice.ts";
import { ownLine } from "#lib/pipeline/notice-own.ts";
import { notify } from "#lib/pipeline/notify.ts";
import { currentPolicies } from "#lib/pipeline/policies.ts";
import { startSlack } from "../standins/slack.ts";
import { addIncident, addMessage } from "../support/messages.ts";
import { routeAll } from "../support/route.ts";
import { ownTools } from "../support/tools.ts";

/** What each sentence is told with. */
const values: Record<OwnTold["sentence"], OwnTold["with"]> = {
  outage: { provider: "openai", errors: 1234, kinds: 3, usual: 2.5 },
  outageOver: { provider: "openai", minutes: 24 },
  silent: { hours: 3.2, usual: 1 },
  silentOver: {},
  dailyBudget: { limit: 0.25 },
  monthlyBudget: { limit: 5 },
  modelRefused: { model: "gpt-5-mini", code: "HTTP 401" },
  modelDoubted: { model: "gpt-5-mini" },
  channelBroken: { channel: "team", reason: "gone", code: "HTTP 410" },
  hookBroken: { channel: "team", reason: "other", code: "" },
  channelWorks: { channel: "team" },
  channelNew: { channel: "team" },
};
const others = languages.filter((language) => language !== "en");
const shown = (value: string | number, language: string) =>
  typeof value === "number" ? value.toLocaleString(language) : value === "gone" || value === "other" ? "" : value;

describe("what is told of Verdict itself", () => {
  for (const language of others)
    test(`is whole and without English in ${language}`, () => {
      for (const sentence of ownSentences) {
        const line = ownLine({ sentence, with: values[sentence] }, language) ?? "";
        for (const value of Object.values(values[sentence]))
          assert.ok(line.includes(shown(value, language)), `${sentence}: ${line}`);
        assert.doesNotMatch(line, /[{}]|\(\)|undefined/, sentence);
        const rest = line.replace(/openai|gpt-5-mini|team|HTTP \d+|Sentry|USD|retry hook/gi, "");
        if (language !== "vi") assert.doesNotMatch(rest, /[a-z]{2}/i, `${sentence}: ${line}`);
      }
    });
  test("gives every reason in other words, and one that is not known as one that must be looked up", () => {
    for (const language of others) {
      const lines = [...brokenWhys, "constructor"].map((reason) =>
        ownLine({ sentence: "channelBroken", with: { channel: "x", reason, code: "" } }, language),
      );
      assert.equal(new Set(lines).size, brokenWhys.length, language);
    }
  });
  test("stays as it was written down in English", () => {
    assert.equal(ownLine({ sentence: "silentOver", with: {} }, "en"), null);
    assert.equal(ownLine(undefined, "ja"), null);
  });
  test("puts nothing into what is put in", () => {
    const line = ownLine({ sentence: "channelBroken", with: { channel: "{code}$&", reason: "gone", code: "{channel}" } }, "ja");
    assert.equal(line, "チャンネル {code}$& が故障：送信先が存在しない ({channel})。");
  });
});

describe("a channel that breaks", async () => {
  const slack = await startSlack();
  after(() => slack.close());
  const tools = await ownTools({ SLACK_WEBHOOK_URL: slack.webhook, ALERT_WEBHOOK_URL: "http://127.0.0.1:1/" });
  const { db } = tools;
  await currentPolicies(tools);
  const lineIn = async (language: string) => {
    const last = await db.message.findFirstOrThrow({ where: { incident: undefined, issueId: null }, orderBy: { id: "desc" } });
    const facts = await messageFacts(db, (await messageOf(db, last.id))!);
    return (await noticeFor(tools, facts, { language })).line;
  };

  test("is told in each receiver's language, with the service's own code; so is that it works again", async () => {
    const message = await addMessage(db, await addIncident(db, { at: new Date() }), "slack", new Date());
    slack.script({ status: 404, body: "no_service" });
    await notify(tools, { message });
    await routeAll(tools);
    assert.match(await lineIn("en"), /^The channel slack is broken\. Slack says no_service: this webhook was removed/);
    assert.equal(await lineIn("ja"), "チャンネル slack が故障：送信先が存在しない (Slack: no_service)。");
    assert.equal(await lineIn("zh-CN"), "渠道 slack 出现故障：发送目标已不存在 (Slack: no_service)。");
    await noteTaken(tools, { name: "slack", kind: "slack" });
    const { subject } = await db.signal.findFirstOrThrow({ where: { kind: "resolved" } });
    assert.deepEqual((subject as Subject).told, { sentence: "channelWorks", with: { channel: "slack" } });
  });
});
