import type { LimitProblem } from './aws-limits.ts';
import type { AppError, ErrorCode } from './errors.ts';
import { en } from './words/en/index.ts';
import { filled, type Param, paramOf, type Sentence, type Words } from './words/words.ts';

export interface ErrorText {
  /** What happened, in AWS's terms where it came from AWS. */
  readonly what: string;
  /** What to do now. */
  readonly next: string;
  /** AWS's own words, where it had some. */
  readonly detail: string | null;
}

/** The one place that puts a failure into words. Programs and the log read English: `en`. */
export function explain({ code, params }: AppError, words: Words): ErrorText {
  const entry = words.errors[code];
  const [what, next] = typeof entry === 'function' ? entry(readParam(params, words)) : entry;
  const isOfAws = /^(?:sts|iam)-/.test(code);
  return {
    what: ended(what),
    next: ended(next),
    detail: isOfAws && params.detail ? ended(params.detail) : null,
  };
}

/** Whether words exist for it: what is kept on disk may name a code of another version. */
export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(en.errors, code);
}

/** What is wrong with a value, in a sentence. */
export function limitText({ code, params }: LimitProblem, words: Words): string {
  return filled(words.limits[code], readParam(params, words));
}

/** The `reason` among params: ours in words, others' as it stands; null: there is none. */
export function reasonText(params: AppError['params'], words: Words): string | null {
  return params.reason === undefined ? null : readParam(params, words)('reason');
}

/** Names of params that may hold a code of ours. What is none is a name, or the words of somebody else. */
const reasonParams: ReadonlySet<string> = new Set(['reason', 'fileReason', 'detail', 'status', 'awsCode']);
const thingParams: ReadonlySet<string> = new Set(['what', 'holder', 'from', 'field', 'path']);

function readParam(params: AppError['params'], words: Words): Param {
  const plain = paramOf(params);
  const read: Param = (name, otherwise) => {
    const value = params[name];
    if (value === undefined) return plain(name, otherwise);
    if (name === 'reason' && isErrorCode(value)) return causeText(value, params, words);
    const sentence = reasonParams.has(name)
      ? (own(words.reasons, value) ?? own(words.limits, value))
      : thingParams.has(name)
        ? own(words.things, value)
        : undefined;
    // A text never asks for the param that it stands for.
    return sentence === undefined
      ? value
      : filled(sentence, (other, without) => (other === name ? '' : read(other, without)));
  };
  return read;
}

/** One failure because of another, whose params it carries: `causedBy` in errors.ts. */
function causeText(code: ErrorCode, { cause }: AppError['params'], words: Words): string {
  let params: AppError['params'] = {};
  try {
    params = JSON.parse(cause ?? '{}');
  } catch {
    // Without its details, then.
  }
  return explain({ code, params }, words).what;
}

function own(table: Readonly<Record<string, Sentence>>, key: string): Sentence | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** What others said, AWS among them, may come without its full stop. */
function ended(sentence: string): string {
  return /[.!?]$/.test(sentence.trimEnd()) ? sentence.trimEnd() : `${sentence.trimEnd()}.`;
}
