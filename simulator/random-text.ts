export type RandomBytes = (size: number) => Uint8Array;

export function base64(random: RandomBytes, size: number): string {
  return Buffer.from(random(size)).toString('base64');
}

/** The 16 characters after AKIA or ASIA: AWS's key ids use the base32 alphabet. */
export function accessKeyLetters(random: RandomBytes): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return Array.from(random(16), (byte) => alphabet[byte % alphabet.length]).join('');
}
