import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** What an identity provider signs with, both as PEM. */
export interface SigningKeys {
  /** PKCS #8. */
  readonly privateKey: string;
  /** X.509, self-signed, valid 2020 to 2049; for `certificates` of an entry of `samlProviders` in account data. */
  readonly certificate: string;
}

/** RSA of 2048 bits, made anew at each call: about 100 ms. */
export function createSigningKeys(commonName = 'idp.example.com'): SigningKeys {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  // Node reads certificates and makes none: this is the fewest fields that RFC 5280 asks for.
  const algorithm = sequence(objectIdentifier.sha256WithRsa, der(0x05));
  const name = sequence(der(0x31, sequence(objectIdentifier.commonName, der(0x0c, Buffer.from(commonName)))));
  const validity = sequence(der(0x17, Buffer.from('200101000000Z')), der(0x17, Buffer.from('491231235959Z')));
  const serialNumber = der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)]));
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    serialNumber,
    algorithm,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = sign('sha256', body, privateKey);
  const certificate = sequence(body, algorithm, der(0x03, Buffer.from([0]), signature));
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: `-----BEGIN CERTIFICATE-----\n${lines(certificate.toString('base64'))}\n-----END CERTIFICATE-----\n`,
  };
}

const objectIdentifier = {
  sha256WithRsa: Buffer.from('06092a864886f70d01010b', 'hex'),
  commonName: Buffer.from('0603550403', 'hex'),
};

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, ...parts);
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const lengthBytes =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...lengthBytes]), content]);
}

function lines(text: string): string {
  return text.match(/.{1,64}/g)?.join('\n') ?? '';
}
