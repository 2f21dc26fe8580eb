import { createServer } from 'node:http';

// `node bare-servers.mjs SOCKET`: the least that Node needs to answer with credentials, over a socket and on 127.0.0.1.
// Writes the port when both are ready, and ends with its input.

const credentials = JSON.stringify({
  AccessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  SecretAccessKey: 'x'.repeat(40),
  Token: 'x'.repeat(400),
  Expiration: '2030-01-01T00:00:00Z',
});
const answer = (_request, response) => {
  response.writeHead(200, { 'Content-Length': credentials.length, Connection: 'close' });
  response.end(credentials);
};

const listening = (...parameters) =>
  new Promise((resolve) => {
    const server = createServer(answer).listen(...parameters, () => resolve(server));
  });
await listening(process.argv[2]);
const server = await listening(0, '127.0.0.1');
console.log(server.address().port);
process.stdin.resume().once('end', () => process.exit());
