import type { Rule } from "../rule.ts";

/** Kubernetes, Docker, and the tools that deploy. */
export const kubernetes = [
  {
    id: "kube.image",
    when: [
      /\b(?:ErrImagePull|ImagePullBackOff|InvalidImageName|ErrImageNeverPull)\b|failed to pull (?:and unpack )?image/i,
      /pull access denied for|manifest (?:for \S{1,120} not found|unknown)|toomanyrequests: you have reached your pull rate limit/i,
      /failed to resolve reference "|no matching manifest for linux/i,
    ],
    cause: "container",
    test: 'Failed to pull image "registry.example.com/api:1.2": rpc error: code = NotFound',
  },
  {
    id: "kube.scheduling",
    when: [
      /\d{1,4}\/\d{1,4} nodes are available|untolerated taint|didn['’]t match pod['’]s node (?:affinity|selector)/i,
      /is forbidden: exceeded quota|persistentvolumeclaims? ["'][^"'\n]{1,60}["'] (?:is )?not (?:bound|found)|volume node affinity conflict/i,
      /exceeded quota: [\w-]{1,60}, requested|insufficient (?:cpu|memory|nvidia\.com\/gpu|ephemeral-storage|pods)\b/i,
    ],
    unless: /model|openai|anthropic/i,
    cause: "container",
    test: 'pods "api-7d" is forbidden: exceeded quota: compute-resources, requested: limits.cpu=2',
  },
  {
    id: "kube.probes",
    when: /(?:liveness|readiness|startup) probe (?:failed|errored)|container \S{1,60} failed (?:liveness|startup) probe/i,
    cause: "container",
    test: 'Liveness probe failed: Get "http://10.0.1.4:8080/healthz": context deadline exceeded',
  },
  {
    id: "kube.mount",
    when: [
      /MountVolume\.\w{1,20} failed|unable to attach or mount volumes|FailedMount|FailedAttachVolume|Multi-Attach error/,
      /(?:configmap|secret)s? ["'][^"'\n]{1,80}["'] not found|couldn['’]t find key \S{1,60} in (?:configmap|secret)/i,
    ],
    cause: "missing-config",
    test: 'MountVolume.SetUp failed for volume "config" : configmap "app-config" not found',
  },
  {
    id: "kube.runtime",
    when: [
      /OCI runtime (?:create|exec) failed|failed to create (?:pod sandbox|shim task|containerd task)|container has runAsNonRoot/i,
      /error response from daemon: |cannot connect to the docker daemon|containerd: |standard_init_linux\.go/i,
      /the node was low on resource|pod was (?:evicted|OOMKilled|rejected)|DeadlineExceeded: pod was active/i,
    ],
    cause: "container",
    test: "OCI runtime create failed: container_linux.go: starting container process caused: exec: not found",
  },
  {
    id: "deploy.tools",
    when: [
      /acquiring the state lock|upgrade failed: another operation|terraform[^\n]{0,40}(?:apply|plan|init) failed|error: (?:creating|updating|reading) \w{2,30} [^\n]{0,80}terraform/i,
      /helm[^\n]{0,30}(?:upgrade|install) failed|ROLLBACK_(?:COMPLETE|FAILED)|UPDATE_ROLLBACK|cloudformation[^\n]{0,40}failed/i,
    ],
    cause: "infrastructure",
    test: "Error acquiring the state lock",
  },
] as const satisfies readonly Rule[];
