import { succeed } from '../shared/result.ts';
import { type Answer, refusals } from './aws-refusal.ts';

/** Limits of one request parameter, as in AWS's service models. */
interface TextConstraint {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: RegExp;
  /** The pattern as AWS's messages show it. */
  readonly patternText?: string;
  /** Never shown in a message. */
  readonly sensitive?: boolean;
}

/**
 * Shapes of https://github.com/boto/botocore/blob/develop/botocore/data/sts/2011-06-15/service-2.json.gz and its IAM
 * neighbour. `\w` and `\d` are ASCII there, as here.
 */
export const constraints = {
  arn: text(
    20,
    2048,
    /^[\t\n\r\u{20}-\u{7E}\u{85}\u{A0}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]+$/u,
    '[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF\\uE000-\\uFFFD\\u10000-\\u10FFFF]+',
  ),
  roleSessionName: text(2, 64, /^[\w+=,.@-]*$/, '[\\w+=,.@-]*'),
  sourceIdentity: text(2, 64, /^[\w+=,.@-]*$/, '[\\w+=,.@-]*'),
  externalId: text(2, 1224, /^[\w+=,.@:/-]*$/, '[\\w+=,.@:\\/-]*'),
  serialNumber: text(9, 256, /^[\w+=/:,.@-]*$/, '[\\w+=/:,.@-]*'),
  tokenCode: text(6, 6, /^\d*$/, '[\\d]*'),
  tagKey: text(1, 128, /^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u, '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+'),
  tagValue: text(0, 256, /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u, '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*'),
  /** AssumeRole's model has no maximum: what counts is the packed size. */
  sessionPolicy: text(1, undefined, /^[\t\n\r\u{20}-\u{FF}]+$/u, '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+'),
  userName: text(1, 128, /^[\w+=,.@-]+$/, '[\\w+=,.@-]+'),
  accessKeyId: text(16, 128, /^\w+$/, '[\\w]+'),
  accessKeyStatus: text(1, 16, /^(?:Active|Inactive)$/, 'Active|Inactive'),
  roleName: text(1, 64, /^[\w+=,.@-]+$/, '[\\w+=,.@-]+'),
  roleDescription: text(
    0,
    1000,
    /^[\t\n\r\u{20}-\u{7E}\u{A1}-\u{FF}]*$/u,
    '[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*',
  ),
  /** Of the operations other than AssumeRole. */
  limitedSessionPolicy: text(1, 2048, /^[\t\n\r\u{20}-\u{FF}]+$/u, '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+'),
  federatedUserName: text(2, 32, /^[\w+=,.@-]*$/, '[\\w+=,.@-]*'),
  targetPrincipal: { minimum: 12, maximum: 2048 },
  samlAssertion: { minimum: 4, maximum: 100_000, sensitive: true },
  webIdentityToken: { minimum: 4, maximum: 20_000, sensitive: true },
  providerId: { minimum: 4, maximum: 2048 },
} satisfies Record<string, TextConstraint>;

function text(
  minimum: number,
  maximum: number | undefined,
  pattern: RegExp,
  patternText: string,
): TextConstraint {
  return { minimum, ...(maximum === undefined ? {} : { maximum }), pattern, patternText };
}

/** Collects what is wrong with a request, all of it at once, in AWS's words. */
export class RequestValidation {
  readonly #problems: string[] = [];

  required(name: string, value: string | undefined, constraint: TextConstraint): void {
    if (value === undefined) {
      this.#add(null, name, 'Member must not be null');
    } else {
      this.optional(name, value, constraint);
    }
  }

  optional(name: string, value: string | undefined, constraint: TextConstraint): void {
    if (value === undefined) {
      return;
    }
    const shown = constraint.sensitive ? undefined : value;
    // AWS counts characters, not UTF-16 units.
    const length = [...value].length;
    if (constraint.pattern !== undefined && !constraint.pattern.test(value)) {
      this.#add(shown, name, `Member must satisfy regular expression pattern: ${constraint.patternText}`);
    }
    if (constraint.minimum !== undefined && length < constraint.minimum) {
      this.#add(shown, name, `Member must have length greater than or equal to ${constraint.minimum}`);
    }
    if (constraint.maximum !== undefined && length > constraint.maximum) {
      this.#add(shown, name, `Member must have length less than or equal to ${constraint.maximum}`);
    }
  }

  range(name: string, value: number, minimum: number, maximum: number): void {
    if (value < minimum) {
      this.#add(value, name, `Member must have value greater than or equal to ${minimum}`);
    }
    if (value > maximum) {
      this.#add(value, name, `Member must have value less than or equal to ${maximum}`);
    }
  }

  listLength(name: string, members: readonly string[], maximum: number): void {
    if (members.length > maximum) {
      const value = `[${members.join(', ')}]`;
      this.#add(value, name, `Member must have length less than or equal to ${maximum}`);
    }
  }

  result(): Answer<undefined> {
    const count = this.#problems.length;
    return count === 0
      ? succeed()
      : refusals.validation(
          `${count} validation error${count === 1 ? '' : 's'} detected: ${this.#problems.join('; ')}`,
        );
  }

  #add(value: string | number | null | undefined, name: string, constraint: string): void {
    const shown = value === undefined ? '' : value === null ? 'null ' : `'${value}' `;
    this.#problems.push(`Value ${shown}at '${name}' failed to satisfy constraint: ${constraint}`);
  }
}

/** The model's own default, and whether what came is a whole number at all. */
export function parseDuration(value: string | undefined, whenAbsent: number): Answer<number> {
  if (value === undefined) {
    return succeed(whenAbsent);
  }
  return /^-?\d{1,9}$/.test(value)
    ? succeed(Number(value))
    : refusals.malformedInput(`'${value}' is not a valid DurationSeconds.`);
}
