import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';

export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** Below every system's own range, above what servers like to use. */
const preferred: PortRange = { first: 20_000, last: 29_999 };
/** Those below need privileges on some systems. */
const unprivileged: PortRange = { first: 1_024, last: 65_535 };
/** macOS and Windows, and what IANA sets aside for it: https://www.rfc-editor.org/rfc/rfc6335#section-6 */
const usualEphemeral: PortRange = { first: 49_152, last: 65_535 };

/**
 * Ports that the system hands to any program that asks for none in particular. A port of ours among them could be
 * gone after a restart by mere chance.
 * https://docs.kernel.org/networking/ip-sysctl.html (ip_local_port_range)
 */
export function ephemeralPorts(file = '/proc/sys/net/ipv4/ip_local_port_range'): PortRange {
  try {
    const [first, last] = readFileSync(file, 'ascii').trim().split(/\s+/).map(Number);
    if (first !== undefined && last !== undefined && first <= last) return { first, last };
  } catch {
    // Only Linux has it.
  }
  return usualEphemeral;
}

/** Distinct ports at random, none of them ephemeral unless every port is. */
export function portsToTry(count: number, ephemeral: PortRange): readonly number[] {
  const ranges = [preferred, unprivileged].map((range) => outside(ephemeral, range));
  const candidates = ranges.find((ports) => ports.length >= count) ?? numbers(preferred);
  const chosen = new Set<number>();
  while (chosen.size < count) {
    const port = candidates[randomInt(candidates.length)];
    if (port !== undefined) chosen.add(port);
  }
  return [...chosen];
}

function outside(avoided: PortRange, range: PortRange): readonly number[] {
  return numbers(range).filter((port) => port < avoided.first || port > avoided.last);
}

function numbers({ first, last }: PortRange): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
