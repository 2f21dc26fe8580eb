import { deserialize, serialize } from 'node:v8';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { contract } from './ipc-contract.ts';
import { inputLimits, parseInput } from './parse-input.ts';

const anything: z.ZodMiniType<unknown> = z.unknown();

function refusedField(sent: unknown, schema = anything): string | undefined {
  const result = parseInput(schema, sent);
  return result.ok ? undefined : (result.error.params.field ?? result.error.code);
}

/** As it arrives in the main process: Electron's IPC clones with V8's serializer. */
function overIpc(value: unknown): unknown {
  return deserialize(serialize(value));
}

describe('the structure of input', () => {
  it('lets plain data through unchanged', () => {
    const plain = fc.jsonValue({ maxDepth: 5 }).filter((value) => JSON.stringify(value).length < 10_000);
    fc.assert(
      fc.property(plain, (value) => {
        const text = JSON.stringify(value);
        fc.pre(!/__proto__|constructor|prototype/.test(text) && !/\p{Cc}|\\u/u.test(text));
        expect(parseInput(anything, value)).toEqual({ ok: true, value });
      }),
    );
  });

  it('refuses forbidden field names at any place, and says where', () => {
    const name = fc.constantFrom('__proto__', 'constructor', 'prototype');
    const path = fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { maxLength: inputLimits.depth - 2 });
    fc.assert(
      fc.property(path, name, fc.boolean(), (steps, forbidden, inArray) => {
        let value: unknown = JSON.parse(`{"${forbidden}": {"admin": true}}`);
        if (inArray) value = [value];
        for (const step of steps.toReversed()) value = { other: 1, [step]: value };
        const where = [...steps, ...(inArray ? ['0'] : [])].join('.') || 'input';
        expect(refusedField(overIpc(value))).toBe(where);
      }),
    );
  });

  it('refuses control characters but not tabs and line breaks', () => {
    expect(refusedField({ policy: '{\r\n\t"Version": "2012-10-17"\n}' })).toBeUndefined();
    for (const character of ['\u0000', '\u0007', '\u001b', '\u007f', '\u0085', '\ud800']) {
      expect(refusedField({ name: `a${character}b` }), JSON.stringify(character)).toBe('name');
    }
  });

  it('counts texts, field names and values', () => {
    const half = 'x'.repeat(inputLimits.size / 2);
    expect(refusedField({ a: half })).toBeUndefined();
    expect(refusedField({ a: half, b: half })).toBe('input-too-large');
    expect(refusedField({ ['k'.repeat(inputLimits.size)]: 1 })).toBe('input-too-large');
    expect(refusedField(new Array(inputLimits.size + 1).fill(1))).toBe('input-too-large');
    expect(refusedField(Array.from({ length: 300 }, () => new Array(300).fill({})))).toBe('input-too-large');
  });

  it('bounds depth, also of a structure that contains itself', () => {
    const nested = (depth: number): unknown => (depth === 0 ? 'end' : { in: nested(depth - 1) });
    expect(refusedField(nested(inputLimits.depth))).toBeUndefined();
    expect(refusedField(nested(inputLimits.depth + 1))).toBe('input-too-large');
    const itself: unknown[] = [];
    itself.push(itself);
    expect(refusedField(itself)).toBe('input-too-large');
  });

  it('refuses what is not plain data', () => {
    const sparse = [1];
    sparse[3] = 2;
    const odd = [
      Number.NaN,
      Number.POSITIVE_INFINITY,
      1n,
      new Date(0),
      new Map(),
      new Set(),
      /x/,
      new Uint8Array(2),
      new Error('x'),
      Symbol('x'),
      () => 1,
      sparse,
      Object.create({ inherited: 1 }),
      { [Symbol('x')]: 1 },
      Object.defineProperty({}, 'x', { enumerable: true, get: () => 1 }),
    ];
    for (const value of odd) expect(refusedField({ at: value }), String(typeof value)).toMatch(/^at/);
  });
});

describe('the schema', () => {
  const draft = contract.profiles.save.input;

  it('gives back what the schema made of it', () => {
    expect(parseInput(contract.panel.holdOpen.input, { held: true })).toEqual({
      ok: true,
      value: { held: true },
    });
  });

  it('names the field and never repeats the value', () => {
    const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY-';
    const result = parseInput(contract.accessKeys.enterSecret.input, {
      id: 'key-1',
      secretAccessKey: secret,
      keep: 'keychain',
    });
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'input-refused', params: { field: 'secretAccessKey' } },
    });
    expect(JSON.stringify(result)).not.toContain(secret);
  });

  it('refuses fields it does not know, without repeating their names', () => {
    const result = parseInput(contract.panel.hide.input, { AKIAIOSFODNN7EXAMPLE: 1 } as object);
    expect(result).toEqual({
      ok: false,
      error: {
        code: 'input-refused',
        params: { field: 'input', reason: 'field-unknown' },
      },
    });
  });

  it('points into lists', () => {
    const recipe = {
      kind: 'assume-role',
      source: { kind: 'access-key', keyId: 'k' },
      roleArn: 'arn:aws:iam::123456789012:role/Reader',
      region: 'eu-central-1',
      durationSeconds: 3600,
      policyArns: [],
      tags: [
        { key: 'team', value: 'a' },
        { key: 'aws:x', value: 'b' },
      ],
      transitiveTagKeys: [],
    };
    expect(refusedField({ draft: { name: 'a', recipe } }, draft)).toBe('draft.recipe.tags.1.key');
  });
});
