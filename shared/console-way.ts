import type { Recipe } from './profile.ts';

/**
 * `never`: AWS signs no session of GetSessionToken in, and one of AssumeRoot does its one task only. `nothing`: there
 * is no session. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html
 */
export function consoleWay({ kind }: Recipe): 'yes' | 'never' | 'nothing' {
  if (kind === 'access-key') return 'nothing';
  return kind === 'session-token' || kind === 'assume-root' ? 'never' : 'yes';
}
