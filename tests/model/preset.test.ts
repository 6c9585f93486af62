import assert from "node:assert/strict";
import { test } from "node:test";
import { categoriesCalled, categoryNames, namesOf, presets, withView } from "#lib/model/preset.ts";
import { categories } from "#lib/model/taxonomy.ts";

/** As CLASSIFY.md names them; `ai-app` has no unknown, which is added. */
const named: Record<string, string> = {
  "llm-api": "rate_limit authentication invalid_request model_overloaded network_timeout context_length content_filtered unknown",
  sre: "network database auth validation timeout unknown",
  "ai-app": "rate_limit timeout invalid_request authentication_error provider_error network_error code_bug prompt_issue unknown",
  gateway: "api_connection_error token_limit_error rate_limit_error response_quality_error authentication_error unknown_error",
  microservices: "Network Database Authentication Validation ThirdParty Infrastructure Logic Unknown",
  verdict: categories.join(" "),
};

for (const preset of presets) {
  test(`${preset} has exactly its names, each reachable`, () => {
    assert.equal(namesOf(preset).join(" "), named[preset]);
    const reached = new Set(categories.map((category) => categoryNames(preset)[category]));
    assert.deepEqual([...reached].sort(), namesOf(preset).sort());
  });

  test(`${preset} names every category once`, () => {
    const members = namesOf(preset).flatMap((name) => categoriesCalled(preset, name) ?? []);
    assert.deepEqual(members.toSorted(), categories.toSorted());
  });

  test(`${preset} leads back: what a name stands for is called so`, () => {
    for (const name of namesOf(preset))
      for (const category of categoriesCalled(preset, name) ?? []) assert.equal(categoryNames(preset)[category], name);
  });

  test(`${preset} calls a category by its own name wherever it has that name`, () => {
    for (const category of categories)
      if (categoriesCalled(preset, category)) assert.equal(categoriesCalled(preset, category)?.[0], category);
  });
}

test("a set has no names but its own", () => {
  for (const name of ["", "toString", "__proto__", "network", "LOGIC"])
    assert.equal(categoriesCalled("microservices", name), undefined);
});

test("a verdict without a set stays as it is", () => {
  const verdict = { category: "quota_exceeded" as const };
  assert.equal(withView(verdict, undefined), verdict);
  assert.deepEqual(withView(verdict, "sre"), { category: "quota_exceeded", view: "auth" });
});
