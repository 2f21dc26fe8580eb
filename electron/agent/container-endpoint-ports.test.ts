import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ephemeralPorts, portsToTry } from './container-endpoint-ports.ts';

describe('ephemeralPorts', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'keycutter-ports-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function read(text: string) {
    const file = join(folder, 'ip_local_port_range');
    writeFileSync(file, text);
    return ephemeralPorts(file);
  }

  it('are the kernel’s where it tells, else the usual ones', () => {
    expect(read('32768\t60999\n')).toEqual({ first: 32_768, last: 60_999 });
    expect(read('nonsense')).toEqual({ first: 49_152, last: 65_535 });
    expect(ephemeralPorts(join(folder, 'none'))).toEqual({ first: 49_152, last: 65_535 });
  });
});

describe('portsToTry', () => {
  it.each([
    ['the usual range', { first: 32_768, last: 60_999 }, 20_000, 29_999],
    ['one that leaves only a part of ours', { first: 1_024, last: 29_000 }, 29_001, 29_999],
    ['one that takes all of ours', { first: 10_000, last: 65_000 }, 1_024, 65_535],
    ['one that takes everything', { first: 1_024, last: 65_535 }, 20_000, 29_999],
  ])('with %s: distinct ones outside it', (_what, ephemeral, least, most) => {
    const ports = portsToTry(20, ephemeral);
    expect(new Set(ports).size).toBe(20);
    for (const port of ports) {
      expect(port).toBeGreaterThanOrEqual(least);
      expect(port).toBeLessThanOrEqual(most);
      if (ephemeral.last - ephemeral.first < 60_000) {
        expect(port < ephemeral.first || port > ephemeral.last).toBe(true);
      }
    }
  });

  it('differ from one time to the next', () => {
    const ephemeral = { first: 32_768, last: 60_999 };
    expect(portsToTry(20, ephemeral)).not.toEqual(portsToTry(20, ephemeral));
  });
});
