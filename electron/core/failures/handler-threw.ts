import { randomBytes } from 'node:crypto';
import { appError } from '../../../shared/errors.ts';
import { fail, type Result } from '../../../shared/result.ts';
import type { Logger } from '../ports.ts';

/** An exception in a command is a bug: the log has it under a reference, and the caller is told only that. */
export function handlerThrew(logger: Logger, channel: string, cause: unknown): Result<never> {
  const reference = randomBytes(4).toString('hex');
  logger.error('handler-threw', { channel, reference, cause });
  return fail(appError('internal', { reference }));
}
