const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = [0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d];

/** Whether objects and arrays nest beyond the limit: read off the text, because what is nested deeper may not survive being handled. */
export function tooDeep(text: string, limit = 256): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (inString) {
      if (char === backslash) at++;
      else if (char === quote) inString = false;
    } else if (char === quote) inString = true;
    else if (char === openBrace || char === openBracket) {
      if (++depth > limit) return true;
    } else if (char === closeBrace || char === closeBracket) depth--;
  }
  return false;
}

/** `JSON.parse`, but integers beyond 2^53 come as strings of their exact digits: ids arrive as such numbers. Throws what `JSON.parse` throws. */
export function parseBody(text: string): unknown {
  const mayHoldHugeIntegers = /(?:^|[:,[])\s*-?(?:\d{17}|9\d{15})/.test(text); // a reviver costs five times the parsing, and few bodies need one
  return mayHoldHugeIntegers ? JSON.parse(text, keepDigits) : JSON.parse(text);
}

function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source;
  return typeof value === "number" && !Number.isSafeInteger(value) && source && /^-?\d+$/.test(source) ? source : value;
}
