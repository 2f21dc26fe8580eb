import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { fail } from '../shared/result.ts';
import type { AccessKeyStore } from './access-key-store.ts';
import type { SimulatedAws } from './account.ts';
import { authenticate } from './authentication.ts';
import { type Answer, type AwsRefusal, refusals } from './aws-refusal.ts';
import type { CallLog } from './call-log.ts';
import type { Clock } from './clock.ts';
import type { Fault, FaultScript } from './faults.ts';
import type { Federation } from './federation.ts';
import { answerIdentityCenter, isForIdentityCenter } from './identity-center/answer-identity-center.ts';
import type { IdentityCenter } from './identity-center/identity-center.ts';
import type { MfaVerifier } from './mfa.ts';
import type { OpenContext } from './operation.ts';
import { QueryParameters } from './query-parameters.ts';
import type { RoleStore } from './role-store.ts';
import type { VerifySamlSignature } from './saml/saml-response.ts';
import { faultNamespace, findOperation } from './services.ts';
import type { SessionStore } from './session-store.ts';
import { parseAuthorization, type SignedRequest } from './signature.ts';
import { errorXml, successXml, type XmlContent } from './xml.ts';

interface HandlerParts {
  readonly aws: SimulatedAws;
  readonly clock: Clock;
  readonly log: CallLog;
  readonly faults: FaultScript;
  readonly sessions: SessionStore;
  readonly mfa: MfaVerifier;
  readonly keys: AccessKeyStore;
  readonly roles: RoleStore;
  readonly saml: VerifySamlSignature | null;
  readonly federation: Federation;
  readonly identityCenter: IdentityCenter;
}

/** Larger than any request that the limits on its parameters leave possible. */
const largestBody = 512 * 1024;

export function requestHandler(parts: HandlerParts): RequestListener {
  return (message, response) => {
    handle(parts, message, response).catch(() => response.destroy());
  };
}

async function handle(
  parts: HandlerParts,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(message);
  if (isSignInPage(message)) {
    answerFederation(parts, message, body ?? '', response);
    return;
  }
  if (isForIdentityCenter(message)) {
    await answerIdentityCenter({ ...parts, scripted: scriptedRefusal }, message, body ?? '', response);
    return;
  }
  const parameters = new QueryParameters(body ?? '');
  const action = parameters.get('Action') ?? '';
  const request: SignedRequest = {
    method: message.method ?? '',
    headers: flattenHeaders(message.headers),
    body: body ?? '',
  };
  const authorization = parseAuthorization(request.headers);
  const conclude = parts.log.add({
    action,
    at: parts.clock.now(),
    accessKeyId: authorization.ok ? authorization.value.accessKeyId : null,
    roleArn: parameters.get('RoleArn') ?? null,
  });

  const met = parts.faults.take(action);
  if (met?.fault.kind === 'delay' || met?.fault.kind === 'hang') {
    await met.released;
  }
  if (met?.fault.kind === 'drop' || met?.fault.kind === 'hang') {
    conclude('dropped');
    message.socket.destroy();
    return;
  }
  const scripted = met === undefined ? null : scriptedRefusal(met.fault);
  const operation = findOperation(action, parameters.get('Version') ?? '');
  const answer = scripted === null ? await run(parts, message, request, body, parameters) : fail(scripted);
  conclude(answer.ok ? 'succeeded' : answer.error.code);

  const requestId = randomUUID();
  const namespace = operation?.namespace ?? faultNamespace;
  const xml = answer.ok
    ? successXml(namespace, action, answer.value, requestId)
    : errorXml(namespace, answer.error, requestId);
  // Clients correct their own clock by this Date: it must be the simulated one.
  response.writeHead(answer.ok ? 200 : answer.error.status, {
    'x-amzn-RequestId': requestId,
    'Content-Type': 'text/xml',
    'Content-Length': Buffer.byteLength(xml),
    Date: new Date(parts.clock.now()).toUTCString(),
    ...(body === null ? { Connection: 'close' } : {}),
  });
  response.end(xml);
}

/** The console's: the federation endpoint, and the one that browsers are sent to for logging out. */
function isSignInPage({ url }: IncomingMessage): boolean {
  return ['/federation', '/oauth'].includes(url?.split('?', 1)[0] ?? '');
}

/** By GET for a browser, by POST for what is too long for an address. Never logged with its parameters: they are secrets. */
function answerFederation(
  { clock, federation, sessions, log, faults }: HandlerParts,
  message: IncomingMessage,
  body: string,
  response: ServerResponse,
): void {
  const query = message.method === 'POST' ? body : (message.url ?? '').split('?').slice(1).join('?');
  const parameters = new URLSearchParams(query);
  const action = parameters.get('Action') ?? '';
  const conclude = log.add({ action, at: clock.now(), accessKeyId: null, roleArn: null });
  const fault = faults.take(action)?.fault;
  if (fault?.kind === 'drop') {
    conclude('dropped');
    message.socket.destroy();
    return;
  }
  const refusal = fault === undefined ? null : scriptedRefusal(fault);
  const answer =
    refusal === null
      ? federation.answer(parameters, sessions, clock.now(), `http://${message.headers.host}`)
      : { status: refusal.status, type: 'text/html; charset=utf-8', body: refusal.message };
  conclude(answer.status < 400 ? 'succeeded' : `status ${answer.status}`);
  response.writeHead(answer.status, {
    'Content-Type': answer.type,
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'",
    ...('location' in answer && answer.location !== undefined ? { Location: answer.location } : {}),
    Date: new Date(clock.now()).toUTCString(),
  });
  response.end(answer.body);
}

async function run(
  { aws, clock, sessions, mfa, keys, roles, saml }: HandlerParts,
  message: IncomingMessage,
  request: SignedRequest,
  body: string | null,
  parameters: QueryParameters,
): Promise<Answer<XmlContent>> {
  if (body === null) {
    return refusals.bodyTooLarge();
  }
  if (message.method !== 'POST') {
    return refusals.methodNotAllowed();
  }
  const action = parameters.get('Action') ?? '';
  const version = parameters.get('Version') ?? 'NO_VERSION_SPECIFIED';
  const operation = message.url === '/' ? findOperation(action, version) : undefined;
  if (operation === undefined || (action === 'AssumeRoleWithSAML' && saml === null)) {
    return refusals.invalidAction(action, version);
  }
  const now = clock.now();
  const context: OpenContext = { aws, sessions, mfa, keys, roles, saml, parameters, now };
  if (operation.isOpen) {
    return operation.run(context);
  }
  const authenticated = authenticate(aws, sessions, keys, request, operation.signingName, now);
  return authenticated.ok ? operation.run({ ...context, ...authenticated.value }) : authenticated;
}

/** The refusal that a fault stands for; null for the kinds that only hold a request up. */
function scriptedRefusal(fault: Fault): AwsRefusal | null {
  switch (fault.kind) {
    case 'error':
      return { status: fault.status, code: fault.code, message: fault.message };
    case 'throttling':
      return { status: 400, code: 'Throttling', message: 'Rate exceeded' };
    case 'server-error':
      return {
        status: fault.status ?? 500,
        code: fault.status === 503 ? 'ServiceUnavailable' : 'InternalFailure',
        message: 'The request processing has failed because of an unknown error, exception or failure.',
      };
    case 'delay':
    case 'hang':
    case 'drop':
      return null;
  }
}

/** Null when there is more of it than `largestBody`; the rest is read and thrown away so that the client hears so. */
async function readBody(message: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= largestBody) {
      chunks.push(chunk);
    }
  }
  return size > largestBody ? null : Buffer.concat(chunks).toString('utf8');
}

function flattenHeaders(headers: IncomingMessage['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : (value ?? ''),
    ]),
  );
}
