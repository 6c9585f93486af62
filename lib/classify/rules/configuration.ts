import type { Rule } from "../rule.ts";

/** Modules, settings and keys that are missing where the process starts. */
export const configuration = [
  {
    id: "infra.module",
    when: [
      /cannot find (?:module|package) ['"]?(?<name>[@\w./-]{1,80})?/i,
      /no module named ['"]?(?<name>[\w.]{1,80})?|MODULE_NOT_FOUND|ERR_PACKAGE_PATH_NOT_EXPORTED/i,
      /package subpath|cannot open shared object file|shared object|image not found: dlopen/i,
      /ERR_DLOPEN_FAILED|DLL load failed|cannot import name|unsatisfiedlinkerror|java\.library\.path/i,
      /could not load file or assembly|could not find (?:a version|gem|or load main class)/i,
      /cannot load such file|class ["'][^"'\n]{1,100}["'] not found|could not load the ["'][\w@/-]{1,40}["'] module|failed opening required/i,
      /GLIBC(?:XX)?_[\d.]{1,8}['"`]? not found|was compiled against a different node\.js version/i,
      /NODE_MODULE_VERSION|invalid elf header|exec format error|no such file to load/i,
      /Could not resolve ["'][^"'\n]{1,80}["']/i,
    ],
    cause: "missing-module",
    test: "libvips.so.42: cannot open shared object file",
  },
  {
    id: "infra.module-type",
    type: [
      /ModuleNotFoundError|ImportError|ClassNotFoundException|UnsatisfiedLinkError/,
      /UnsupportedClassVersionError|DllNotFoundException|Gem::\w{0,20}(?:LoadError|MissingSpec)/,
    ],
    cause: "missing-module",
    test: { message: "com.mysql.cj.jdbc.Driver", type: "java.lang.ClassNotFoundException" },
  },
  {
    id: "infra.config",
    when: [
      /(?:missing|required|undefined|unset|no|empty) (?:required )?(?:environment|env)(?:ironment)?[ _]?(?:variables?|vars?)\b/i,
      /(?:environment|env)(?:ironment)? (?:variables?|vars?)[^\n]{0,60}(?:missing|not (?:set|found|defined|provided|configured)|is required|undefined|must be set|unset)/i,
      /(?:^|\b)(?:config(?:uration)?|settings?|secrets?(?: manager)?)(?: file| key| value)?\b[^\n_./-][^\n]{0,50}(?:missing|not (?:set|found|mounted|defined|provided|configured)|malformed|must (?:be set|not be empty))/i,
      /invalid environment|region is missing|ImproperlyConfigured|could not resolve placeholder/i,
      /service cannot start|missing section header|no section headers/i,
      /while (?:parsing|scanning) an? (?:flow|block|simple|quoted|plain)|can['’]t load plugin: |mapping values are not allowed here/i,
      /no option ['"]\w{1,60}['"] in section|no application encryption key/i,
      /url from (?:undefined|null)\b|boot check failed|failed to bind properties|error creating bean/i,
      /applicationcontext/i,
    ],
    cause: "missing-config",
    test: "Missing required environment variable: STRIPE_SECRET",
  },
  {
    id: "infra.config-name",
    when: /\b(?<name>[A-Z][A-Z0-9]{1,30}_[A-Z0-9_]{2,40})["'`]?:? (?:(?:is|was|has|environment variable) ){0,3}(?:not (?:set|been set|defined|found|provided|configured)|missing|required|undefined|empty|must be set)/,
    cause: "missing-config",
    test: "STRIPE_WEBHOOK_SECRET is not set",
  },
  {
    id: "infra.config-key",
    type: /KeyError/,
    when: /^(?:key not found: )?["'][A-Z][A-Z0-9]{1,30}_[A-Z0-9_]{2,40}["']$/m,
    cause: "missing-config",
    test: { message: "'DATABASE_URL'", type: "KeyError" },
  },
  {
    id: "infra.config-type",
    type: [
      /MissingAppKey|ImproperlyConfigured|ConfigurationError|ConfigError|MissingSectionHeader/,
      /NoSectionError|NoOptionError|BeanCreation|UnsatisfiedDependency|NoSuchBeanDefinition/,
      /NoRegionError|MissingResourceException|KeyStoreException|NoSuchProvider|TOMLDecodeError/,
      /yaml\.\w{1,20}\.\w{1,20}Error|YAMLException|ProfileNotFound|DecoupleUndefined/,
      /UndefinedValueError/,
    ],
    cause: "missing-config",
    test: { message: "bad settings", type: "django.core.exceptions.ImproperlyConfigured" },
  },
] as const satisfies readonly Rule[];
