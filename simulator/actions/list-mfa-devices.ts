import { succeed } from '../../shared/result.ts';
import type { Operation } from '../operation.ts';
import { allowedOwner, nameOf } from './key-owner.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListMFADevices.html */
export const listMfaDevices: Operation = (context) => {
  const owner = allowedOwner(context, 'ListMFADevices');
  if (!owner.ok) {
    return owner;
  }
  const devices = owner.value.user?.mfaDevices ?? [];
  return succeed({
    MFADevices: devices.map(({ serialNumber }) => ({
      UserName: nameOf(owner.value),
      SerialNumber: serialNumber,
      EnableDate: '2020-01-01T00:00:00Z',
    })),
    IsTruncated: 'false',
  });
};
