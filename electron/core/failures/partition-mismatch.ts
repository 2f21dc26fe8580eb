import { partitionOf, partitionOfArn } from '../../../shared/aws-regions.ts';
import { type AppError, appError, type ThingCode } from '../../../shared/errors.ts';

/** Sessions do not cross from one partition to another; AWS itself says only that a token is not valid. */
export function partitionMismatch(roleArn: string | null, region: string): AppError | null {
  const found = partitionOfArn(roleArn ?? '');
  const expected = partitionOf(region);
  return found === null || found === expected
    ? null
    : appError('partition-mismatch', { what: 'the-role' satisfies ThingCode, found, region, expected });
}
