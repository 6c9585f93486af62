import assert from "node:assert/strict";
import { test } from "node:test";
import { issueIn, issuePage, organisationIn, projectIn, safeSentryUrl } from "#lib/sentry/links.ts";

const saas = "https://sentry.io";

const shown: [string, string][] = [
  ["https://sentry.io/organizations/harbor/issues/1/", saas],
  ["https://harbor.sentry.io/issues/1/", saas],
  ["https://harbor.sentry.io/issues/1/", "https://us.sentry.io"],
  ["https://errors.example.com:9000/issues/1/", "https://errors.example.com:9000/"],
];
for (const [url, base] of shown) test(`${url} is a link at ${base}`, () => assert.equal(safeSentryUrl(url, base), url));

const refused = [
  "javascript:alert(1)",
  "data:text/html,x",
  "http://harbor.sentry.io/issues/1/",
  "https://sentry.io.attacker.example/",
  "https://notsentry.io/",
  "https://sentry.io@attacker.example/",
  "https://user:pass@sentry.io/",
  "https://harbor.sentry.io:8443/issues/1/",
  "//sentry.io/",
  "https:\\\\attacker.example\\sentry.io",
  "not a url",
  "",
  `https://sentry.io/${"x".repeat(3000)}`,
];
for (const url of refused) test(`${url.slice(0, 60)} is no link`, () => assert.equal(safeSentryUrl(url, saas), null));

test("a base that is not Sentry's cloud frees nothing but itself", () => {
  assert.equal(safeSentryUrl("https://harbor.sentry.io/issues/1/", "https://errors.example.com"), null);
  assert.equal(safeSentryUrl("https://example.com/issues/1/", "https://errors.example.com"), null);
  assert.equal(safeSentryUrl(null, saas), null);
});

test("the organisation is read from the path, else from the host", () => {
  assert.equal(organisationIn("https://sentry.io/api/0/organizations/harbor/issues/6800041/"), "harbor");
  assert.equal(organisationIn("https://us.sentry.io/api/0/projects/harbor/assistant-api/events/d3f1/"), "harbor");
  assert.equal(organisationIn("https://errors.example.com/organizations/harbor-2/issues/1/"), "harbor-2");
  assert.equal(organisationIn("https://harbor.sentry.io/issues/6800043/"), "harbor");
  for (const none of [
    "https://us.sentry.io/issues/1/",
    "https://sentry.io/",
    "https://errors.example.com/issues/1/",
    7,
    null,
    "x",
  ]) {
    assert.equal(organisationIn(none), null);
  }
});

test("project, issue and the issue's page are read from addresses of events", () => {
  assert.equal(projectIn("https://sentry.io/api/0/projects/harbor/assistant-api/events/d3f1/"), "assistant-api");
  assert.equal(projectIn("https://harbor.sentry.io/issues/?project=1"), null);
  assert.equal(issueIn("https://harbor.sentry.io/issues/6800041/events/d3f1/"), "6800041");
  assert.equal(issueIn("https://harbor.sentry.io/issues/new/"), null);
  assert.equal(issuePage("https://harbor.sentry.io/issues/6800041/events/d3f1/"), "https://harbor.sentry.io/issues/6800041/");
  assert.equal(issuePage("javascript:alert(1)"), null);
});
