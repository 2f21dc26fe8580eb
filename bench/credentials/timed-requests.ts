import { get } from 'node:http';

/** Asks once, over a connection of its own as AWS's clients do, and answers with how long that took, in ms. */
export function timeRequest(url: string, headers: Readonly<Record<string, string>> = {}): Promise<number> {
  const from = performance.now();
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false, headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}.`));
      response.resume();
      response.once('end', () => resolve(performance.now() - from));
    });
    request.once('error', reject);
  });
}
