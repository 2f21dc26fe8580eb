/**
 * Run inside a shell under test: `node probe.mjs ANSWER SDK`. Writes to ANSWER what a child of that shell sees: its
 * environment, what the AWS SDK for JavaScript (at path SDK) would send, and what botocore would (when KC_PYTHON names
 * a Python that has it). Nothing is sent.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import process from 'node:process';

const [answerPath, sdkPath] = process.argv.slice(2);

async function fromJavaScript() {
  const { STSClient, GetCallerIdentityCommand } = createRequire(import.meta.url)(sdkPath);
  let sent;
  const requestHandler = {
    handle: async (request) => {
      sent = request;
      throw new Error('not sent');
    },
  };
  const client = new STSClient({
    requestHandler,
    maxAttempts: 1,
    logger: { warn() {}, debug() {}, info() {}, error() {} },
  });
  try {
    const { accessKeyId, secretAccessKey, sessionToken, expiration, accountId, credentialScope } =
      await client.config.credentials();
    await client.send(new GetCallerIdentityCommand({})).catch(() => {});
    return {
      accessKeyId,
      secretAccessKey,
      sessionToken,
      accountId,
      credentialScope,
      expiration: expiration?.toISOString(),
      region: await client.config.region(),
      host: sent && sent.hostname + (sent.port ? `:${sent.port}` : ''),
    };
  } catch (error) {
    return { error: String(error) };
  }
}

const botocoreProgram = `
import json, botocore.session
session = botocore.session.get_session()
credentials = session.get_credentials()
frozen = credentials.get_frozen_credentials()
client = session.create_client('sts')
print(json.dumps({
  'accessKeyId': frozen.access_key, 'secretAccessKey': frozen.secret_key, 'sessionToken': frozen.token,
  'accountId': frozen.account_id, 'region': client.meta.region_name,
  'host': client.meta.endpoint_url.split('://')[1],
}))
`;

function fromBotocore() {
  const python = process.env.KC_PYTHON;
  if (!python) return undefined;
  const ran = spawnSync(python, ['-c', botocoreProgram], { encoding: 'utf8' });
  return ran.status === 0 ? JSON.parse(ran.stdout) : { error: ran.stderr.trim().split('\n').at(-1) };
}

const environment = { ...process.env };
const javaScript = sdkPath ? await fromJavaScript() : undefined;
const botocore = sdkPath ? fromBotocore() : undefined;
writeFileSync(answerPath, JSON.stringify({ environment, javaScript, botocore }));
