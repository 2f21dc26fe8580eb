import { deflateRawSync } from 'node:zlib';
import type { SessionTag } from '../shared/profile.ts';
import { succeed } from '../shared/result.ts';
import { type Answer, refusals } from './aws-refusal.ts';

/**
 * Bytes that count as 100 %. AWS publishes neither its packed format nor its limit; deflate with this budget comes near
 * the percentages that users report for their policies, such as https://github.com/apache/polaris/issues/3243.
 */
const packedBudget = 480;

interface PackedParts {
  readonly policy: string | undefined;
  readonly policyArns: readonly string[];
  readonly tags: readonly SessionTag[];
}

/** PackedPolicySize: percent of the allotted space, or null when there is nothing to pack. */
export function packedPolicySize({ policy, policyArns, tags }: PackedParts): Answer<number | null> {
  if (policy === undefined && policyArns.length === 0 && tags.length === 0) {
    return succeed(null);
  }
  // White space between JSON tokens does not survive packing.
  const packedPolicy = policy === undefined ? '' : JSON.stringify(JSON.parse(policy));
  const packedTags = tags.map(({ key, value }) => `${key}=${value}`);
  const packed = deflateRawSync([packedPolicy, ...policyArns, ...packedTags].join('\n'));
  const percent = Math.ceil((packed.length * 100) / packedBudget);
  if (percent <= 100) {
    return succeed(percent);
  }
  return refusals.packedPolicyTooLarge(
    policy === undefined && policyArns.length === 0
      ? `Packed size of session tags consumes ${percent}% of allotted space.`
      : `Packed policy consumes ${percent}% of allotted space, please use smaller policy.`,
  );
}
