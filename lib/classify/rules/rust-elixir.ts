import type { Rule } from "../rule.ts";

/** Rust and Elixir. */
export const rustElixir = [
  {
    id: "rust.panic",
    when: [
      /there is no reactor running|must be called from the context of a tokio|(?:range (?:start|end) index|slice index) \d{1,9} (?:out of range|starts at)/i,
      /poisonerror|already (?:mutably )?borrowed|divide by zero|with overflow|mid > len|source slice length|capacity overflow|task \d{1,9} panicked/i,
    ],
    llm: false,
    cause: "code_bug",
    test: "range end index 9 out of range for slice of length 4",
  },
  {
    id: "rust.pool",
    when: /\bPoolTimedOut\b|pool timed out while waiting for an open connection|r2d2[^\n]{0,30}timed out/i,
    cause: "pool",
    test: { message: "PoolTimedOut", type: "sqlx::Error" },
  },
  {
    id: "rust.elapsed",
    when: /\bdeadline has elapsed\b/i,
    cause: "timeout",
    test: { message: "deadline has elapsed", type: "tokio::time::error::Elapsed" },
  },
  {
    id: "rust.environment",
    type: /VarError|envy::Error|config::ConfigError|figment::Error/,
    cause: "missing-config",
    test: { message: "missing value for field openai_api_base", type: "envy::Error" },
  },
  {
    id: "rust.decode",
    type: /serde_json::Error|serde_json::error::Error|serde::de::\w{1,20}/,
    when: /invalid type: |missing field|unknown (?:field|variant)|duplicate field/i,
    llm: false,
    cause: "wrong-type",
    test: { message: "invalid type: null, expected a string at line 1 column 20", type: "serde_json::Error" },
  },
  {
    id: "elixir.call-timeout",
    when: /\(EXIT\) time out|GenServer\.call\([^\n]{1,160}time ?out|Task\.await[^\n]{0,80}timeout/i,
    cause: "timeout",
    test: "exited in: GenServer.call(MyApp.LLM, :chat, 5000) ** (EXIT) time out",
  },
  {
    id: "elixir.transport-timeout",
    type: /(?:Mint|Req|Finch|Tesla|HTTPoison|Hackney)\.\w{0,12}Error/,
    when: /^:?(?:timeout|connect_timeout|checkout_timeout)$/im,
    cause: "timeout",
    test: { message: "timeout", type: "Req.TransportError" },
  },
  {
    id: "elixir.process",
    when: /the process is not alive or there['’]s no process currently associated|no process: the process/i,
    cause: "infrastructure",
    test: "no process: the process is not alive or there's no process currently associated with the given name",
  },
  {
    id: "elixir.database",
    type: /DBConnection\.\w{1,30}|Postgrex\.\w{0,10}Error|MyXQL\.Error/,
    when: /closed|timeout|refused|not available|queue|nxdomain/i,
    cause: "db-lost",
    test: { message: "tcp recv: closed (the connection was closed by the pool)", type: "DBConnection.ConnectionError" },
  },
] as const satisfies readonly Rule[];
