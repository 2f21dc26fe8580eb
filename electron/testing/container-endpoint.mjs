/**
 * A container-credentials endpoint in a process of its own, for tests whose shells block this one: `node
 * container-endpoint.mjs TOKEN ANSWER`. Prints its port, and answers whoever sends TOKEN as its Authorization with the
 * JSON text ANSWER, until its standard input ends.
 */
import { createServer } from 'node:http';
import process from 'node:process';

const [token, answer] = process.argv.slice(2);

const server = createServer((request, response) => {
  const allowed = request.headers.authorization === token && request.url === '/credentials/prod';
  const body = allowed ? answer : '{"Code":"Refused","Message":"wrong token"}';
  response.writeHead(allowed ? 200 : 403, { 'content-type': 'application/json' }).end(body);
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
process.stdin.resume().on('end', () => process.exit(0));
