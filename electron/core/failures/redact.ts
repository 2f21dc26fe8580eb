import { Secret } from '../../../shared/secret.ts';

/**
 * The last net under the log: nothing secret should reach it, and what does is masked here. Masks too much rather
 * than too little; access key ids (AKIA…, ASIA…) are no secret and stay.
 */
export const mask = '[redacted]';

const longestText = 2_000;
const deepest = 6;
const mostEntries = 50;

/** Names whose values are never shown, whatever they hold. */
const secretName =
  /secret|token|passw|passphrase|credential|authorization|signature|cookie|(?:^|_)pin$|private_?key|mfa_?code|external_?id|policy$/i;
const codeName = /code$/i;
const sixDigits = /^\d{6}$/;

const textRules: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  // Could forge a line, or drive a terminal that shows the log.
  [/\p{Cc}+/gu, ' '],
  [/\b(\w+:\/\/)[^\s/@]+@/g, `$1${mask}@`],
  // A header or a query parameter, quoted or not, up to the end of its value.
  [/\b((?:proxy-)?authorization["']?\s*[:=]\s*["']?)[^"'\r\n]+/gi, `$1${mask}`],
  [
    /\b((?:x-amz-(?:security-token|signature|credential)|aws_(?:secret_access_key|session_token|security_token)|(?:secretaccesskey|sessiontoken|securitytoken|signature|tokencode|password|signintoken|samlassertion|webidentitytoken))["']?\s*[:=]\s*["']?)[^"'\s&,;<>]+/gi,
    `$1${mask}`,
  ],
  [/(<(SecretAccessKey|SessionToken|TokenCode)>)[^<]*/gi, `$1${mask}`],
  // JSON web tokens.
  [/\beyJ[\w-]{8,}(?:\.[\w-]+)*/g, mask],
  // Secret access keys have 40 characters of base64, tokens more; in URLs some of them are percent-encoded.
  [/(?:[A-Za-z0-9/+=]|%2[BbFf]|%3[Dd]){40,}/g, mask],
];

export function redactText(text: string): string {
  // Cut only after masking, so that no half of a secret is left that is too short to be known as one.
  const masked = textRules.reduce((left, [pattern, replacement]) => left.replace(pattern, replacement), text);
  return masked.length > longestText ? `${masked.slice(0, longestText)}…` : masked;
}

/** Answers with plain data, safe to print as JSON. Never throws. */
export function redact(value: unknown): unknown {
  return redactValue(value, '', [], 0);
}

function redactValue(value: unknown, name: string, parents: readonly object[], depth: number): unknown {
  if (value === null || value === undefined || typeof value === 'boolean') return value;
  if (value instanceof Secret || secretName.test(name)) return mask;
  switch (typeof value) {
    case 'string':
      return codeName.test(name) && sixDigits.test(value) ? mask : redactText(value);
    case 'number':
      return codeName.test(name) && sixDigits.test(String(value)) ? mask : value;
    case 'object':
      break;
    case 'bigint':
      return String(value);
    default:
      return `[${typeof value}]`;
  }
  if (parents.includes(value)) return '[circular]';
  if (depth >= deepest) return '[…]';
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return '[binary]';
  try {
    return redactObject(value, [...parents, value], depth + 1);
  } catch {
    return '[unreadable]';
  }
}

function redactObject(value: object, parents: readonly object[], depth: number): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof URL) return redactText(value.href);
  if (value instanceof Set) return redactObject([...value], parents, depth);
  if (Array.isArray(value)) {
    return value.slice(0, mostEntries).map((entry) => redactValue(entry, '', parents, depth));
  }
  const entries: (readonly [string, unknown])[] =
    value instanceof Map
      ? [...value].map(([key, entry]) => [String(key), entry] as const)
      : value instanceof Error
        ? errorEntries(value)
        : Object.entries(value);
  return Object.fromEntries(
    entries
      .slice(0, mostEntries)
      .map(([key, entry]) => [redactText(key), redactValue(entry, key, parents, depth)]),
  );
}

function errorEntries(error: Error): (readonly [string, unknown])[] {
  const { name, message, stack, cause } = error;
  const code = 'code' in error ? error.code : undefined;
  return Object.entries({ name, message, code, stack, cause }).filter(([, entry]) => entry !== undefined);
}
