const longest = 64;
const prefix = 'keycutter-';

/**
 * The RoleSessionName sent when a profile names none: the person, as CloudTrail will show them, within AWS's
 * `[\w+=,.@-]{2,64}`. `transliterate` turns other scripts into ASCII ("사용자" is "SaYongJa").
 */
export function defaultRoleSessionName(osUser: string, transliterate: (text: string) => string): string {
  const ascii = /^[\x20-\x7e]*$/.test(osUser) ? osUser : transliterate(osUser);
  const person = ascii
    .replace(/[^\w+=,.@-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, longest - prefix.length);
  return prefix + (person === '' ? 'user' : person);
}
