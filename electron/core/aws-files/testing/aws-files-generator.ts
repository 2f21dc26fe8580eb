import fc from 'fast-check';
import type { AwsFileName } from '../../../../shared/aws-files-views.ts';
import type { ByteText } from '../../ports.ts';
import { byteOrderMark, encode } from '../byte-text.ts';

/** Files of ~/.aws as people, editors and tools leave them, with what is odd about each. */

export interface GeneratedFile {
  readonly text: ByteText;
  /** Names of the features in it, for counting. */
  readonly features: readonly string[];
}

interface Piece {
  readonly lines: readonly string[];
  readonly features: readonly string[];
}

/** Tests edit sections of these names, so that some are taken. */
const profileNames = ['dev', 'prod', 'team/a', 'k+1@x', 'é', '팀', 'default', 'a b', 'x-y_z.0'] as const;

const odd = (feature: string, ...lines: readonly string[]): Piece => ({ lines, features: [feature] });

function join(pieces: readonly Piece[]): Piece {
  return {
    lines: pieces.flatMap(({ lines }) => lines),
    features: pieces.flatMap(({ features }) => features),
  };
}

const often = <T>(weight: number, arbitrary: fc.Arbitrary<T>) => ({ weight, arbitrary });

const commentLine = fc
  .tuple(
    fc.constantFrom('', '', '', '  ', '\t'),
    fc.constantFrom(
      '# a note',
      ';old',
      '#',
      '# [profile commented]',
      '# é 팀',
      '#region = no',
      '; a = b ; c',
    ),
  )
  .map(([indent, text]) => odd(indent === '' ? 'comment' : 'indented comment', indent + text));
const blankLine = fc
  .constantFrom('', '', '', '   ', '\t', '\u00a0')
  .map((line) => odd(line === '' ? 'blank line' : 'line of white space', line));

const separator = fc.oneof(
  often(8, fc.constantFrom(' = ', '=', ' =', '= ')),
  often(2, fc.constantFrom('  =   ', '\t=\t', ' =\u00a0')),
  often(2, fc.constantFrom(': ', ' : ', ':')),
);

const value = fc.oneof(
  often(
    10,
    fc.constantFrom('eu-central-1', 'json', 'arn:aws:iam::123456789012:role/Ops', '3600', 'a=b', 'x:y'),
  ),
  often(
    3,
    fc.constantFrom(
      'x # not a comment',
      'x ; y',
      '#hash',
      '"quoted"',
      "'single'",
      '[brackets]',
      'a [b] c',
      '%d',
    ),
  ),
  often(2, fc.constantFrom('é', '팀 values', '\u2028', '👩‍🔧', 'a\u00a0', '\u001c', '\u0085x')),
  often(1, fc.constant('')),
  often(
    1,
    fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.replaceAll(/[\r\n]/g, '')),
  ),
);

const keyNames = [
  'region',
  'output',
  'role_arn',
  'source_profile',
  'aws_access_key_id',
  'aws_secret_access_key',
  'aws_session_token',
  'external_id',
  'duration_seconds',
  'credential_process',
  'sso_session',
  'cli_pager',
  'my key',
  'ключ',
] as const;

const caseOf = fc.oneof(
  often(
    8,
    fc.constant((name: string) => name),
  ),
  often(
    1,
    fc.constant((name: string) => name.toUpperCase()),
  ),
  often(
    1,
    fc.constant((name: string) => name.charAt(0).toUpperCase() + name.slice(1)),
  ),
);

const trailing = fc.constantFrom('', '', '', '', ' ', '\t', '  ');

interface Entry extends Piece {
  readonly key: string;
}

const simpleKey: fc.Arbitrary<Entry> = fc
  .tuple(fc.constantFrom(...keyNames), caseOf, separator, value, trailing)
  .map(([key, inCase, between, text, end]) => ({
    key,
    lines: [inCase(key) + between + text + end],
    features: [
      ...(inCase(key) === key ? [] : ['upper case key']),
      ...(between.includes(':') ? ['colon separator'] : []),
      ...(/\s[#;]/.test(text) ? ['inline comment'] : []),
      ...(/^["']/.test(text) ? ['quoted value'] : []),
      ...(/[^ -~]/.test(key + text + between) ? ['unicode'] : []),
      ...(text === '' ? ['empty value'] : []),
    ],
  }));

const nestedKey: fc.Arbitrary<Entry> = fc
  .tuple(
    fc.constantFrom('s3', 'dynamodb', 'services_block'),
    fc.constantFrom('  ', '    ', '\t'),
    fc.array(
      fc.oneof(often(9, fc.constantFrom('max = 10', 'a=b', 'é = ü', 'x = y # z')), often(1, fc.constant(''))),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
    fc.boolean(),
    fc.integer({ min: 0, max: 11 }),
  )
  .map(([key, indent, lines, withComment, bad]) => {
    const inner = lines.map((line) => (line === '' ? '' : indent + line));
    const comment = withComment ? [`${indent}# inside`] : [];
    return {
      key,
      lines: [`${key} =`, ...comment, ...inner, ...(bad === 0 ? [`${indent}no separator`] : [])],
      features: ['nested block', ...(withComment ? ['comment in a block'] : [])],
    };
  });

const continuedKey: fc.Arbitrary<Entry> = fc
  .tuple(
    fc.constantFrom('output', 'ca_bundle', 'credential_process'),
    value,
    fc.constantFrom(' ', '   ', '\u00a0', '\t'),
    fc.array(fc.constantFrom('more', 'k = v', '[profile inner]', 'x: y', '"'), {
      minLength: 1,
      maxLength: 3,
    }),
    fc.boolean(),
  )
  .map(([key, first, indent, more, withBlank]) => ({
    key,
    lines: [`${key} = ${first}`, ...(withBlank ? [''] : []), ...more.map((line) => indent + line)],
    features: ['continuation lines'],
  }));

const entry = fc.oneof(often(12, simpleKey), often(2, nestedKey), often(2, continuedKey));

const garbage = fc
  .constantFrom('no separator here', '= no key', ': neither', '[not closed', '    deeper garbage', ']')
  .map((line) => odd('line nobody can read', line));

const body = fc
  .tuple(
    fc.oneof(
      often(30, fc.uniqueArray(entry, { selector: ({ key }) => key, maxLength: 6 })),
      often(1, fc.array(entry, { minLength: 2, maxLength: 6 })),
    ),
    fc.array(fc.oneof(often(6, fc.constant(null)), often(3, commentLine), often(3, blankLine)), {
      minLength: 12,
      maxLength: 12,
    }),
    fc.oneof(often(8, fc.constant('')), often(2, fc.constantFrom('  ', '\t', '\u00a0'))),
    fc.oneof(often(60, fc.constant(null)), often(1, garbage)),
  )
  .map(([entries, between, indent, bad]) => {
    const names = entries.map(({ key }) => key);
    const pieces = entries.flatMap((piece, index): readonly Piece[] => {
      const filler = between[index];
      const lines = piece.lines.map((line) => (line === '' ? '' : indent + line));
      return [{ ...piece, lines }, ...(filler ? [filler] : [])];
    });
    return join([
      ...pieces,
      ...(indent === '' || entries.length === 0 ? [] : [odd('indented keys')]),
      ...(new Set(names).size < names.length ? [odd('key twice')] : []),
      ...(bad === null ? [] : [bad]),
    ]);
  });

interface Header extends Piece {
  readonly header: string;
}

function headerOf(file: AwsFileName): fc.Arbitrary<Header> {
  const name = fc.constantFrom(...profileNames);
  const inConfig = fc.oneof(
    often(
      10,
      name.map((text) => (/[ é팀]/.test(text) ? `profile "${text}"` : `profile ${text}`)),
    ),
    often(4, fc.constant('default')),
    often(
      1,
      name.map((text) => `profile  ${text}`),
    ),
    often(
      1,
      name.map((text) => `profile '${text}'`),
    ),
    often(
      1,
      name.map((text) => `Profile ${text}`),
    ),
    often(
      1,
      name.map((text) => ` profile ${text} `),
    ),
    often(1, name),
    often(
      1,
      fc.constantFrom('sso-session corp', 'services local', 'plugins', 'preview', 'profile', "profile it's"),
    ),
  );
  const inCredentials = fc.oneof(often(8, name), often(1, fc.constantFrom('profile dev', ' dev ', '"dev"')));
  return fc
    .tuple(
      fc.oneof(often(20, file === 'config' ? inConfig : inCredentials), often(1, fc.constant('DEFAULT'))),
      fc.oneof(often(20, fc.constant('')), often(1, fc.constantFrom('  ', '\t'))),
      fc.oneof(often(12, fc.constant('')), often(1, fc.constantFrom(' ', ' # note', ' # see [x]', 'junk'))),
    )
    .map(([header, indent, after]) => ({
      header,
      lines: [`${indent}[${header}]${after}`],
      features: [
        ...(header === 'DEFAULT' ? ['[DEFAULT]'] : []),
        ...(/["']/.test(header) ? ['quoted name'] : []),
        ...(/ {2}|^ |^P/.test(header) ? ['odd header'] : []),
        ...(indent === '' ? [] : ['indented header']),
        ...(after.trim() === '' ? [] : ['text after a header']),
        ...(header === 'profile default' ? ['[profile default]'] : []),
      ],
    }));
}

const start = fc.oneof(
  often(20, fc.constant(join([]))),
  often(6, fc.array(fc.oneof(commentLine, blankLine), { maxLength: 3 }).map(join)),
  often(1, fc.constant(odd('text before the first section', 'region = nowhere'))),
);

const lineEndings = fc.oneof(
  often(10, fc.constant(odd('LF', '\n'))),
  often(5, fc.constant(odd('CRLF', '\r\n'))),
  often(1, fc.constant(odd('CR', '\r'))),
  often(3, fc.constant(odd('mixed line endings', '\n', '\r\n', '\n', '\r'))),
);

export function generatedFile(file: AwsFileName): fc.Arbitrary<GeneratedFile> {
  const section = fc.tuple(headerOf(file), body).map(([header, rest]) => ({ header, rest }));
  return fc
    .tuple(
      fc.oneof(
        often(30, fc.uniqueArray(section, { selector: ({ header }) => header.header, maxLength: 5 })),
        often(1, fc.array(section, { minLength: 3, maxLength: 6 })),
      ),
      start,
      lineEndings,
      fc.constantFrom(true, true, true, false),
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 0, max: 40 }),
    )
    .map(([sections, first, ending, endsWithNewline, mark, badByte]) => {
      const headers = sections.map(({ header }) => header.header);
      const whole = join([first, ...sections.flatMap(({ header, rest }) => [header, rest])]);
      const lines = whole.lines.map((line, index) => {
        const isLast = index === whole.lines.length - 1;
        const end = ending.lines[index % ending.lines.length] ?? '\n';
        return encode(line) + (isLast && !endsWithNewline ? '' : end);
      });
      const features = [
        ...whole.features,
        ...ending.features,
        ...(endsWithNewline ? [] : ['no newline at the end']),
        ...(mark === 0 ? ['byte order mark'] : []),
        ...(badByte === 0 ? ['not UTF-8'] : []),
        ...(new Set(headers).size < headers.length ? ['section twice'] : []),
      ];
      const text = (mark === 0 ? byteOrderMark : '') + lines.join('');
      return {
        text: badByte === 0 ? `${text}# \u00ff\n` : text,
        features: [...new Set(features)],
      };
    });
}
