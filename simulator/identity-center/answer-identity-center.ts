import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AwsRefusal } from '../aws-refusal.ts';
import type { CallLog } from '../call-log.ts';
import type { Clock } from '../clock.ts';
import type { Fault, FaultScript } from '../faults.ts';
import { IdentityCenter, refusedAs } from './identity-center.ts';
import type { WebAnswer } from './web.ts';

interface Parts {
  readonly identityCenter: IdentityCenter;
  readonly clock: Clock;
  readonly log: CallLog;
  readonly faults: FaultScript;
  /** What a fault stands for; null for the kinds that only hold a request up. */
  readonly scripted: (fault: Fault) => AwsRefusal | null;
}

/** False: the request is for another service. */
export function isForIdentityCenter(message: IncomingMessage): boolean {
  return IdentityCenter.operationAt(message.method ?? '', pathOf(message)) !== null;
}

export async function answerIdentityCenter(
  { identityCenter, clock, log, faults, scripted }: Parts,
  message: IncomingMessage,
  body: string,
  response: ServerResponse,
): Promise<void> {
  const method = message.method ?? '';
  const path = pathOf(message);
  const action = IdentityCenter.operationAt(method, path) ?? '';
  const conclude = log.add({ action, at: clock.now(), accessKeyId: null, roleArn: null });

  const met = faults.take(action);
  if (met?.fault.kind === 'delay' || met?.fault.kind === 'hang') await met.released;
  if (met?.fault.kind === 'drop' || met?.fault.kind === 'hang') {
    conclude('dropped');
    message.socket.destroy();
    return;
  }
  const refusal = met === undefined ? null : scripted(met.fault);
  const answer =
    refusal === null
      ? identityCenter.answer({
          method,
          path,
          query: new URLSearchParams((message.url ?? '').split('?').slice(1).join('?')),
          body,
          bearerToken: String(message.headers['x-amz-sso_bearer_token'] ?? ''),
          baseUrl: `http://${message.headers.host ?? '127.0.0.1'}`,
        })
      : refusedAs(refusal.code, refusal.status, refusal.message);
  conclude(outcomeOf(answer));
  write(response, answer, new Date(clock.now()).toUTCString());
}

function pathOf(message: IncomingMessage): string {
  return (message.url ?? '').split('?', 1)[0] ?? '';
}

function outcomeOf(answer: WebAnswer): string {
  switch (answer.kind) {
    case 'page':
      return answer.status === 200 ? 'succeeded' : `status ${answer.status}`;
    case 'redirect':
      return 'succeeded';
    case 'json':
      return answer.answer.ok ? 'succeeded' : answer.answer.error.code;
  }
}

/** Clients correct their own clock by the Date: it must be the simulated one. */
function write(response: ServerResponse, answer: WebAnswer, date: string): void {
  const headers = { Date: date, 'Cache-Control': 'no-store', 'x-amzn-RequestId': randomUUID() };
  switch (answer.kind) {
    case 'redirect':
      response.writeHead(302, { ...headers, Location: answer.location });
      response.end();
      return;
    case 'page':
      response.writeHead(answer.status, {
        ...headers,
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
      });
      response.end(answer.html);
      return;
    case 'json': {
      const { answer: result } = answer;
      response.writeHead(result.ok ? 200 : result.error.status, {
        ...headers,
        'Content-Type': 'application/json',
        ...(result.ok ? {} : { 'x-amzn-ErrorType': result.error.code }),
      });
      response.end(JSON.stringify(result.ok ? result.value : result.error.body));
    }
  }
}
