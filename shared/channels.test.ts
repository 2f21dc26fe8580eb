import { expect, it } from 'vitest';
import { commandNames } from './channels.ts';
import { contract } from './ipc-contract.ts';

it('names exactly the commands of the contract', () => {
  const inContract = Object.fromEntries(
    Object.entries(contract).map(([room, commands]) => [room, Object.keys(commands)]),
  );
  expect(commandNames).toEqual(inContract);
});
