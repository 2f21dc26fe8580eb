import { createCipheriv, createHash, randomBytes } from 'node:crypto';

/** As CryptoJS.AES.encrypt writes with a passphrase: OpenSSL's salted format, EVP_BytesToKey with MD5. */
export function lockedByLeapp(text: string, passphrase: string): string {
  const salt = randomBytes(8);
  const blocks = [Buffer.alloc(0)];
  for (let count = 0; count < 3; count += 1) {
    const previous = blocks.at(-1) ?? Buffer.alloc(0);
    blocks.push(createHash('md5').update(previous).update(passphrase).update(salt).digest());
  }
  const derived = Buffer.concat(blocks);
  const cipher = createCipheriv('aes-256-cbc', derived.subarray(0, 32), derived.subarray(32, 48));
  return Buffer.concat([Buffer.from('Salted__'), salt, cipher.update(text, 'utf8'), cipher.final()]).toString(
    'base64',
  );
}
