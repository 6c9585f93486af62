import type { Rule } from "../rule.ts";

/** Browsers, and frameworks that render in them. */
export const browser = [
  {
    id: "browser.cors",
    when: [
      /blocked by cors policy|cross-origin request blocked|no ['"]?access-control-allow-origin['"]? header/i,
      /not allowed by access-control-allow-(?:origin|headers)|mixed content: the page at|refused to (?:connect|load|frame)[^\n]{0,160}content security policy/i,
    ],
    cause: "cors",
    test: "Access to fetch at 'https://api.example.com' from origin 'https://app.example.com' has been blocked by CORS policy",
  },
  {
    id: "next.scope",
    when: [
      /was called outside a request scope|only works in (?:a )?client components?|add the ["']use client["'] directive/i,
      /(?:useContext|useState|useEffect|createContext)[^\n]{0,40}(?:client component|is not a function)|dynamic server usage: /i,
      /event handlers cannot be passed to client|the default export is not a react component|<Html> should not be imported/i,
      /is not a valid (?:next\.js|layout|route|page) export|missing required error components|couldn['’]t find any `?pages`? or `?app/i,
    ],
    cause: "code_bug",
    test: "`cookies` was called outside a request scope. Read more: https://nextjs.org/docs/messages/next-dynamic-api-wrong-context",
  },
] as const satisfies readonly Rule[];
