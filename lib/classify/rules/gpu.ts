import type { Rule } from "../rule.ts";

/** Stands first: memory that ran out explains whatever error wraps it. */
export const gpu = [
  {
    id: "gpu.memory",
    when: [
      /cuda (?:error: )?out of memory|cudaMalloc failed|CUBLAS_STATUS_ALLOC_FAILED/i,
      /outofmemoryerror: cuda|hip out of memory|mps backend out of memory|insufficient vram/i,
      /not enough vram|out of gpu memory|gpu out of memory/i,
    ],
    cause: "gpu",
    test: "500 CUDA out of memory. Tried to allocate 2.25 GiB",
  },
  {
    id: "gpu.cache",
    when: [
      /failed to allocate (?:kv cache|compute buffer|buffer of size)/i,
      /no available memory for the cache blocks|kv cache is (?:full|too small)/i,
    ],
    cause: "gpu",
    test: "failed to create context with model: failed to allocate KV cache buffer (16384.00 MiB)",
  },
  {
    id: "gpu.runner",
    when: [
      /model requires more system memory/i,
      /llama runner (?:process )?(?:has )?(?:terminated|exited|crashed)/i,
      /model runner has unexpectedly stopped/i,
    ],
    cause: "memory",
    test: "llama runner process has terminated: signal: killed",
  },
  {
    id: "gpu.driver",
    when: [
      /no cuda[- ]capable device|no cuda gpus? (?:are|is) available|cuda driver version is insufficient/i,
      /nvidia driver on your system is too old|found no nvidia driver/i,
      /cuda error: (?:device-side assert|an illegal memory|no kernel image|invalid device|misaligned)/i,
      /CUDNN_STATUS_\w{1,40}|CUBLAS_STATUS_\w{1,40}|nccl (?:error|watchdog)|nvml[: ]/i,
      /xid \d{1,3}\b[^\n]{0,40}gpu|gpu[^\n]{0,30}\bxid \d|lost its gpu|gpu (?:has )?fallen off the bus|gpu is lost|device-side assert triggered|torch not compiled with cuda/i,
    ],
    cause: "gpu",
    test: "RuntimeError: No CUDA GPUs are available",
  },
  {
    id: "gpu.types",
    type: /cuda\.OutOfMemoryError|torch\.OutOfMemoryError/,
    cause: "gpu",
    test: { message: "Tried to allocate 20.00 MiB", type: "torch.cuda.OutOfMemoryError" },
  },
] as const satisfies readonly Rule[];
