import type { Rule } from "../rule.ts";

export const github = [
  {
    id: "github.throttled",
    when: /exceeded a secondary rate limit|abuse detection mechanism|api rate limit exceeded for (?:user|installation|\d)/i,
    cause: "service-throttled",
    test: "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
  },
  {
    id: "github.refused",
    when: [
      /docs\.github\.com\/[^\n]{0,200}(?:bad credentials|not accessible by)|(?:bad credentials|not accessible by (?:integration|personal access token))[^\n]{0,120}(?:github|documentation_url)/i,
      /remote: (?:invalid username or (?:password|token)|permission to \S{1,80} denied|support for password authentication was removed)/i,
      /could not read username for ['"]https:\/\/git|permission denied \(publickey\)/i,
    ],
    cause: "service-key",
    test: 'Bad credentials - {"documentation_url": "https://docs.github.com/rest"}',
  },
  {
    id: "github.validation",
    when: [
      /(?:a pull request already exists|no commits between|reference already exists|base branch was modified|pull request is not mergeable)/i,
      /validation failed: \{"resource":"\w{1,30}"|head sha can['’]t be blank|required status check/i,
    ],
    cause: "service-setup",
    test: 'Validation Failed: {"resource":"PullRequest","code":"custom","message":"A pull request already exists for acme:feature."}',
  },
] as const satisfies readonly Rule[];
