import { z } from "zod";
import { Category, categories } from "./taxonomy.ts";

/** Category sets of other set-ups, as views of the taxonomy; `verdict` is its own names. */
export const presets = ["verdict", "llm-api", "sre", "ai-app", "gateway", "microservices"] as const;
export const Preset = z.enum(presets);
export type Preset = z.infer<typeof Preset>;

/** What a name of a set stands for, its primary category first: the one meant by who speaks in that name. */
type Sets = Record<Preset, Readonly<Record<string, readonly [Category, ...Category[]]>>>;

const sets: Sets = {
  verdict: Object.fromEntries(categories.map((category) => [category, [category]])),
  /** Lossy: it knows only a model's API, so that what the application itself does wrong is `unknown`; money and pace are one. */
  "llm-api": {
    rate_limit: ["rate_limit", "quota_exceeded"],
    authentication: ["authentication"],
    invalid_request: ["invalid_request", "prompt_issue", "validation"],
    model_overloaded: ["provider_error"],
    network_timeout: ["timeout", "network"],
    context_length: ["context_length"],
    content_filtered: ["content_filtered"],
    unknown: ["unknown", "response_quality", "database", "third_party", "infrastructure", "code_bug"],
  },
  /** Lossy: whoever is called and does not serve is `network`, an account without money is `auth`, whatever is refused as unfit is `validation`; defects and machines are `unknown`. */
  sre: {
    network: ["network", "provider_error", "rate_limit", "third_party"],
    database: ["database"],
    auth: ["authentication", "quota_exceeded"],
    validation: ["validation", "invalid_request", "context_length", "content_filtered", "response_quality", "prompt_issue"],
    timeout: ["timeout"],
    unknown: ["unknown", "infrastructure", "code_bug"],
  },
  /** Lossy: other services are providers, databases and machines are the application's own; `unknown` is an addition, as the set has no place for it. */
  "ai-app": {
    rate_limit: ["rate_limit", "quota_exceeded"],
    timeout: ["timeout"],
    invalid_request: ["invalid_request", "context_length", "validation"],
    authentication_error: ["authentication"],
    provider_error: ["provider_error", "third_party"],
    network_error: ["network"],
    code_bug: ["code_bug", "database", "infrastructure"],
    prompt_issue: ["prompt_issue", "response_quality", "content_filtered"],
    unknown: ["unknown"],
  },
  /** Lossy: who does not answer is one, whether wire, wait or provider; what never passes a gateway is `unknown_error`. */
  gateway: {
    api_connection_error: ["network", "timeout", "provider_error", "third_party"],
    token_limit_error: ["context_length"],
    rate_limit_error: ["rate_limit", "quota_exceeded"],
    response_quality_error: ["response_quality", "content_filtered", "prompt_issue"],
    authentication_error: ["authentication"],
    unknown_error: ["unknown", "invalid_request", "database", "validation", "infrastructure", "code_bug"],
  },
  /** Lossy: a model's provider is one third party among others, and a wait is the network's. */
  microservices: {
    Network: ["network", "timeout"],
    Database: ["database"],
    Authentication: ["authentication"],
    Validation: ["validation", "invalid_request", "context_length", "content_filtered"],
    ThirdParty: ["third_party", "rate_limit", "quota_exceeded", "provider_error"],
    Infrastructure: ["infrastructure"],
    Logic: ["code_bug", "prompt_issue", "response_quality"],
    Unknown: ["unknown"],
  },
};

/** What each category is called in a set. */
export type CategoryNames = Readonly<Record<Category, string>>;

const called = Object.fromEntries(
  presets.map((preset) => [
    preset,
    Object.fromEntries(Object.entries(sets[preset]).flatMap(([name, members]) => members.map((member) => [member, name]))),
  ]),
) as Record<Preset, CategoryNames>;

export const categoryNames = (preset: Preset): CategoryNames => called[preset];

/** In which names the categories of a project are shown; null is Verdict's own. */
export type PresetOf = (of: { installation: string; project: string | null }) => Preset | null;

/** The names of a set, in its own order. */
export const namesOf = (preset: Preset): string[] => Object.keys(sets[preset]);

/** The categories that a name of a set stands for, the primary one first; undefined when the set has no such name. */
export const categoriesCalled = (preset: Preset, name: string): readonly [Category, ...Category[]] | undefined =>
  Object.hasOwn(sets[preset], name) ? sets[preset][name] : undefined;

/** A row of `GET /api/v1/presets`: a set both ways. */
export const PresetTable = z.object({
  preset: Preset,
  names: z.array(z.object({ name: z.string(), categories: z.array(Category).describe("The primary one first.") })),
  categories: z.record(Category, z.string()).describe("What each category is called."),
});
export type PresetTable = z.infer<typeof PresetTable>;

/** Every set both ways. */
export const presetTables = (): PresetTable[] =>
  presets.map((preset) => ({
    preset,
    names: Object.entries(sets[preset]).map(([name, members]) => ({ name, categories: [...members] })),
    categories: called[preset],
  }));

type Meant = { ok: true; categories: readonly [Category, ...Category[]] } | { ok: false; fault: string };

/** What `sre/auth` means, else what to write instead. */
export function meantBy(written: string): Meant {
  const [said, name = ""] = written.split("/");
  const preset = presets.find((known) => known === said);
  if (!preset) return { ok: false, fault: `there is no preset ${said}: write one of ${presets.join(", ")}` };
  const members = categoriesCalled(preset, name);
  if (members) return { ok: true, categories: members };
  return { ok: false, fault: `${preset} has no category ${name}: write one of ${namesOf(preset).join(", ")}` };
}

/** What a verdict's category is called in the set that was asked for. */
export const View = z.string().optional().describe("What `preset` calls the category; not there unless it was asked for.");

/** A verdict with what its category is called in a set; without a set as it is. */
export const withView = <V extends { category: Category }>(verdict: V, preset: Preset | undefined): V & { view?: string } =>
  preset ? { ...verdict, view: called[preset][verdict.category] } : verdict;
