import type { Layer } from "./placeholder.ts";

const run = /[^\s"<>`]+/g;
const twice = /%(?:25)+(?=[0-9a-f]{2})/gi;
const escapes = /(?:%[0-9a-f]{2})+/gi;
const reserved = /[\s"<>`%]+/g;

/** Looks into percent-encoded text with the same layers; what holds nothing to hide stays as it was written. */
export function insideEncoded(layers: readonly Layer[]): Layer {
  return (text, hide) => {
    if (!text.includes("%")) return text;
    return text.replace(run, (found) => {
      const plain = found.includes("%") ? found.replace(twice, "%").replace(escapes, decoded) : found;
      if (plain === found) return found;
      const clean = layers.reduce((left, layer) => layer(left, hide), plain);
      return clean === plain ? found : clean.replace(reserved, encodeURIComponent);
    });
  };
}

function decoded(escaped: string): string {
  try {
    return decodeURIComponent(escaped);
  } catch {
    return escaped;
  }
}
