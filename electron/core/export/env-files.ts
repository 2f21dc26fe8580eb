import { fail, succeed } from '../../../shared/result.ts';
import { sessionVariables, type Variable } from './environment.ts';
import type { FileSyntax } from './file-syntax.ts';
import { type RefusalRule, refusal } from './refusal.ts';

/**
 * What every reader of .env files takes the same way. Single quotes are literal for a shell, Node's dotenv, systemd
 * and Compose, but python-dotenv unescapes `\` and expands `${…}` inside them, and none agree on a quote within.
 */
const dotenvRules: readonly RefusalRule[] = [
  [/'/, 'single-quote'],
  [/\\/, 'backslash'],
  [/\$/, 'dollar-sign'],
];

const needsNoQuotes = /^[\w./+:@,-][\w./+:=@,-]*$/;

/** Unquoted where that is safe (any AWS value), so that readers without a notion of quotes work too. */
export const dotenv: FileSyntax = lines(
  ({ name, value }) => `${name}=${needsNoQuotes.test(value) ? value : `'${value}'`}`,
  dotenvRules,
);

/** Everything after the first `=` is the value, quotes included: https://docs.docker.com/reference/cli/docker/container/run/#env */
export const dockerEnvFile: FileSyntax = lines(({ name, value }) => `${name}=${value}`);

function lines(line: (variable: Variable) => string, rules: readonly RefusalRule[] = []): FileSyntax {
  return (exportable) => {
    const variables = sessionVariables(exportable);
    for (const { name, value } of variables) {
      const reason = refusal(value, rules);
      if (reason) return fail({ variable: name, reason });
    }
    return succeed(variables.map((variable) => `${line(variable)}\n`).join(''));
  };
}
