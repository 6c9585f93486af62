import type { Rule } from "../rule.ts";

/** Apple's domains and their numbers, and what its runtimes print. */
export const apple = [
  {
    id: "apple.url-cancelled",
    type: /NSURLErrorDomain/,
    code: /^-999$/m,
    cause: "cancelled",
    test: { message: "cancelled", type: "NSURLErrorDomain", code: "-999" },
  },
  {
    id: "apple.url-timeout",
    type: /NSURLErrorDomain/,
    code: /^-1001$/m,
    cause: "timeout",
    test: { message: "no", type: "NSURLErrorDomain", code: "-1001" },
  },
  {
    id: "apple.url-certificate",
    type: /NSURLErrorDomain/,
    code: /^-(?:1200|1201|1202|1203|1204|1205|1206|1022)$/m,
    cause: "certificate",
    test: { message: "no", type: "NSURLErrorDomain", code: "-1202" },
  },
  {
    id: "apple.url-dropped",
    type: /NSURLErrorDomain|POSIXErrorDomain|kCFErrorDomainCFNetwork/,
    code: /^(?:-1005|54|57|32)$/m,
    cause: "dropped",
    test: { message: "no", type: "NSURLErrorDomain", code: "-1005" },
  },
  {
    id: "apple.url-dns",
    type: /NSURLErrorDomain/,
    code: /^-(?:1003|1006)$/m,
    cause: "dns",
    test: { message: "no", type: "NSURLErrorDomain", code: "-1003" },
  },
  {
    id: "apple.url-unreachable",
    type: /NSURLErrorDomain|POSIXErrorDomain|kCFErrorDomainCFNetwork/,
    code: /^(?:-1004|-1009|-1018|-1019|-1020|50|51|61|64|65)$/m,
    cause: "refused",
    test: { message: "no", type: "NSURLErrorDomain", code: "-1009" },
  },
  {
    id: "apple.disk",
    when: /because the volume [“"][^”"\n]{1,80}[”"] is out of space|not enough disk space/i,
    cause: "disk-full",
    test: "You can’t save the file “chat.json” because the volume “Macintosh HD” is out of space.",
  },
  {
    id: "apple.file",
    when: [
      /the file [“"][^”"\n]{1,120}[”"] could(?:n['’]t| not) be (?:opened|saved|read)|you don['’]t have permission to (?:save|view|open) the file/i,
      /couldn['’]t be opened because there is no such file/i,
    ],
    unless: /correct format/i,
    cause: "missing-file",
    severity: "high",
    test: "The file “model.mlmodelc” couldn’t be opened because there is no such file.",
  },
  {
    id: "apple.core-data",
    type: /NSSQLiteErrorDomain|NSCocoaErrorDomain/,
    code: /^(?:13[34]\d{3}|1[34]\d{4})$/m,
    cause: "database",
    test: { message: "An error occurred during persistent store migration.", type: "NSCocoaErrorDomain", code: "134110" },
  },
  {
    id: "apple.core-data-words",
    when: /core data error|persistent store (?:migration|coordinator)|could not merge changes|NSManagedObjectContext|NSPersistentStore/i,
    cause: "database",
    test: "A Core Data error occurred.",
  },
  {
    id: "apple.memory",
    when: /overused ram|WatchdogTermination|jetsam|memory footprint exceeded/i,
    cause: "memory",
    test: "The OS watchdog terminated your app, possibly because it overused RAM.",
  },
  {
    id: "apple.defect",
    when: [
      /beyond bounds \[|attempted to dereference null pointer|not key value coding-compliant|invalid number of (?:rows|items|sections)/i,
      /app hanging for at least|data couldn['’]t be read because it isn['’]t in the correct format|main thread checker|modifying the autolayout engine/i,
      /must be used from main thread only|unexpectedly found nil|0x8badf00d|unrecognized selector/i,
    ],
    unless: /model|openai|anthropic|completion/i,
    cause: "code_bug",
    test: "*** -[__NSArrayM objectAtIndexedSubscript:]: index 5 beyond bounds [0 .. 4]",
  },
  {
    id: "apple.defect-types",
    type: /NS(?:Range|InternalInconsistency|InvalidArgument|UnknownKey|ObjectInaccessible|Generic)Exception|EXC_(?:BAD_ACCESS|BAD_INSTRUCTION|BREAKPOINT|CRASH|ARITHMETIC|GUARD)|^App Hanging$|SwiftUI\.\w{2,30}Error|Swift\.(?:Decoding|Encoding)Error/m,
    cause: "code_bug",
    llm: false,
    test: { message: "odd", type: "NSUnknownKeyException" },
  },
  {
    id: "apple.store",
    type: /SKErrorDomain|StoreKit\w{0,10}|ASAuthorizationError|CKErrorDomain|CKError|GADErrorDomain|FBSDKError\w{0,10}/,
    cause: "service-input",
    severity: "medium",
    test: { message: "Payment not allowed", type: "SKErrorDomain" },
  },
  {
    id: "apple.keychain",
    when: /\bkeychain\b|errSecItemNotFound|errSecInteractionNotAllowed/i,
    cause: "users-token",
    test: "The specified item could not be found in the keychain.",
  },
] as const satisfies readonly Rule[];
