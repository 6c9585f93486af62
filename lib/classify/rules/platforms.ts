import type { Rule } from "../rule.ts";

/** Platforms that run containers and functions, and the processes that keep others alive. */
export const platforms = [
  {
    id: "platform.secret",
    when: /CreateContainerConfigError|couldn['’]t find key \S{1,60} in (?:secret|configmap)|secret ["'][\w.-]{1,60}["'] not found in namespace/i,
    cause: "missing-config",
    test: "CreateContainerConfigError: couldn't find key OPENAI_API_KEY in Secret prod/llm",
  },
  {
    id: "platform.memory",
    when: [
      /memory limit of [\d.]{1,8} ?[KMG]i?B? exceeded|memory quota exceeded|oom_killed|out of memory: killed process|exceeding memory limits|memory cgroup out of memory/i,
      /error r1[45]\b|heroku r1[45]\b/i,
    ],
    cause: "memory",
    test: "Memory limit of 512 MiB exceeded with 530 MiB used. Consider increasing the memory limit",
  },
  {
    id: "platform.start",
    when: [
      /container failed to start and listen on the port|failed to bind to \$PORT|boot timeout|error r10\b|exited too quickly|too many unstable restarts|worker failed to boot|phase: init status: (?:timeout|error)/i,
      /main process exited, code=|code=killed, status=9|essential container in task exited|failed elb health checks|machine exited with code|specified backoff limit/i,
      /CannotPullContainerError|back-off pulling image|container \S{1,60} in pod \S{1,80} is waiting to start/i,
    ],
    cause: "container",
    test: "Error R10 (Boot timeout) -> Web process failed to bind to $PORT within 60 seconds of launch",
  },
  {
    id: "platform.function",
    when: /serverless function has crashed|FUNCTION_INVOCATION_FAILED|worker exceeded (?:resource|cpu|memory) limits?|worker threw exception|reached its cpu time limit|Runtime\.ExitError|error 110[12]\b/i,
    cause: "container",
    test: "This Serverless Function has crashed. FUNCTION_INVOCATION_FAILED",
  },
  {
    id: "platform.node",
    when: /NodeNotReady|network plugin is not ready|cni (?:config|plugin) (?:un)?\w{0,14}|KilledWorker|executor lost|worker node died|clock skew of|host unresponsive/i,
    cause: "container",
    test: "NodeNotReady: node ip-10-0-1-5 is not ready",
  },
  {
    id: "platform.options",
    when: /\bnode: bad option|the engine ["']node["'] is incompatible|unsupported engine|cannot load certificate ["']|BIO_new_file\(\) failed|nginx: \[emerg\]|failed to load ['"][\w.-]{1,40}['"] version \d/i,
    unless: /address already in use/i,
    cause: "missing-config",
    test: 'The engine "node" is incompatible with this module. Expected version ">=20"',
  },
] as const satisfies readonly Rule[];
