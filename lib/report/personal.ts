import { type Format, hideFormats, where } from "./format.ts";
import type { Layer } from "./placeholder.ts";

const fileEnding =
  /\.(?:png|jpe?g|gif|svg|webp|ico|css|m?[jt]sx?|c?js|map|json|html?|py|rb|go|php|java|so|dll|exe|zip|gz|mp[34]|woff2?)$/i;

const formats: readonly Format[] = [
  {
    kind: "EMAIL",
    hints: ["@"],
    pattern:
      /(?:(?<=\\[nrt]|\\u003c)|(?<![\p{L}\p{N}._%+-]))[\p{L}\p{N}._+-][\p{L}\p{N}._%+'-]{0,63}?@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}/giu,
    length: where((match) => !fileEnding.test(match) && !match.startsWith("git@")),
  },
  {
    kind: "USER",
    hints: ["users\\"],
    pattern: /(?<=[A-Za-z]:\\{1,16}Users\\{1,16})[^\\/:*?"'<>|\r\n[\]]{1,64}?(?=\\|["'\s,;:)]|$)/gi,
  },
  {
    kind: "USER",
    hints: ["users/"],
    pattern: /(?<=[A-Za-z]:\/Users\/|(?<![\w.])(?:\/mnt\/[a-z])?\/Users\/)[^\s/\\:"'<>|,;)[\]]+/g,
  },
  {
    kind: "USER",
    hints: ["home/"],
    pattern: /(?<=(?<!\w(?<!\\[nrt]))(?<!\.)\/(?:export\/|var\/|usr\/)?home\/)[^\s/\\:"'<>|,;)[\]]+/gi,
  },
];

/** E-mail addresses, and the user in home folders. */
export const personal: Layer = hideFormats(formats);
