import { describe, expect, it } from 'vitest';
import { partitionOf, partitionOfArn } from './aws-regions.ts';

describe('partitionOf', () => {
  it.each([
    ['eu-central-1', 'aws'],
    ['us-east-1', 'aws'],
    ['cn-north-1', 'aws-cn'],
    ['us-gov-west-1', 'aws-us-gov'],
    ['eusc-de-east-1', 'aws-eusc'],
    ['us-iso-east-1', 'aws-iso'],
    ['us-isob-east-1', 'aws-iso-b'],
    ['eu-isoe-west-1', 'aws-iso-e'],
    ['us-isof-south-1', 'aws-iso-f'],
    ['xx-new-1', 'aws'],
  ])('of %s is %s', (region, partition) => {
    expect(partitionOf(region)).toBe(partition);
  });
});

describe('partitionOfArn', () => {
  it('reads it from the ARN', () => {
    expect(partitionOfArn('arn:aws-cn:iam::421098765432:role/R')).toBe('aws-cn');
    expect(partitionOfArn('nonsense')).toBeNull();
  });
});
