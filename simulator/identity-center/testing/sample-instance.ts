import type { SimulatedAws } from '../../account.ts';
import type { IdentityCenterInstance, PermissionSet } from '../instance.ts';

export const sampleStartUrl = 'https://d-1234567890.awsapps.com/start';

const permissionSets: readonly PermissionSet[] = [
  { name: 'Administrator', sessionSeconds: 3_600 },
  { name: 'Billing', sessionSeconds: 14_400 },
  { name: 'PowerUser', sessionSeconds: 28_800 },
  { name: 'ReadOnly', sessionSeconds: 43_200 },
];

/** `ada` may use every permission set in every account; `bob` may look at the first account. */
export function sampleInstance(
  accountCount = 3,
  more: Partial<IdentityCenterInstance> = {},
): IdentityCenterInstance {
  const accounts = Array.from({ length: accountCount }, (_, index) => ({
    id: String(100_000_000_001 + index),
    // Not in the order of their numbers.
    name: `team-${String((index * 7) % accountCount).padStart(3, '0')}`,
    email: `aws+${index}@example.com`,
  }));
  return {
    startUrl: sampleStartUrl,
    accounts,
    permissionSets,
    users: [
      {
        name: 'ada@example.com',
        assignments: accounts.flatMap(({ id }) =>
          permissionSets.map(({ name }) => ({ accountId: id, permissionSet: name })),
        ),
      },
      {
        name: 'bob@example.com',
        assignments: [{ accountId: '100000000001', permissionSet: 'ReadOnly' }],
      },
    ],
    ...more,
  };
}

export function sampleAws(instance = sampleInstance()): SimulatedAws {
  return { accounts: [], identityCenter: instance };
}
