import { describe, expect, it } from 'vitest';
import { TimeZone } from './time-zone.ts';

describe('TimeZone', () => {
  it('tells of a zone that reads otherwise than before, once', () => {
    let name = 'Europe/Berlin';
    const zone = new TimeZone({ read: () => name, environment: {} });
    const told: string[] = [];
    zone.onChanged(() => told.push(name));
    zone.look();
    name = 'Asia/Seoul';
    zone.look();
    zone.look();
    expect(told).toEqual(['Asia/Seoul']);
  });

  it('needs no bus', async () => {
    const zone = new TimeZone({ read: () => 'UTC', environment: {} });
    await zone.watch();
    zone.close();
  });

  it('reads the zone of the machine as it is now', () => {
    const before = process.env.TZ;
    try {
      process.env.TZ = 'Europe/Berlin';
      const zone = new TimeZone({ environment: {} });
      const told: number[] = [];
      zone.onChanged(() => told.push(new Date(Date.UTC(2026, 4, 4, 9)).getHours()));
      zone.look();
      process.env.TZ = 'Asia/Seoul';
      zone.look();
      expect(told).toEqual([18]);
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
  });
});
