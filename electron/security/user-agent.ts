/** `Mozilla/5.0 (…) AppleWebKit/… (KHTML, like Gecko) Keycutter/… Chrome/… Electron/… Safari/…` loses two of its names. */
export function withoutAppNames(userAgent: string): string {
  return userAgent.replace(/ (?!AppleWebKit\/|Chrome\/|Safari\/)[^\s()/]+\/[^\s()]+/g, '');
}
