import { connect } from '../connect.ts';

/**
 * As much of the keycutter command as the client half and the curl helper need for their tests: `start` and
 * `creds --profile-id ID`, after `--data-folder D`.
 */
async function main([, dataFolder = '', verb, , profile = '']: readonly string[]): Promise<number> {
  const say = () => process.stderr.write('Starting Keycutter…\n');
  const connected = await connect({ dataFolder, version: '1.2.3', start: true, onStarting: say });
  if (!connected.ok) {
    process.stderr.write(`${connected.error.code} ${JSON.stringify(connected.error.params)}\n`);
    return 4;
  }
  if (verb === 'creds') {
    const answer = await connected.value.call('credentials.get', { profile, waitSeconds: 0 });
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
  connected.value.close();
  return 0;
}

main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
