import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRoleSessionName } from '../../../shared/aws-limits.ts';
import { defaultRoleSessionName } from './role-session-name.ts';

describe('defaultRoleSessionName', () => {
  it('names the person', () => {
    expect(defaultRoleSessionName('mina', String)).toBe('keycutter-mina');
    expect(defaultRoleSessionName('mina.kim@example.com', String)).toBe('keycutter-mina.kim@example.com');
    expect(defaultRoleSessionName('CORP\\mina kim', String)).toBe('keycutter-CORP-mina-kim');
  });

  it('turns other scripts into ASCII', () => {
    expect(defaultRoleSessionName('사용자', () => 'SaYongJa')).toBe('keycutter-SaYongJa');
  });

  it('is valid by AWS’s pattern, whatever the user is called', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.string({ unit: 'binary' }),
        (user, ascii) => {
          expect(checkRoleSessionName(defaultRoleSessionName(user, () => ascii))).toBeNull();
        },
      ),
    );
  });
});
