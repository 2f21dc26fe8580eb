import { writingOf } from '../intl.ts';

const { number } = writingOf('ko');

const named = (names: readonly string[]) =>
  names.length > 3 ? `${names.slice(0, 3).join(', ')} 외 ${number(names.length - 3)}개` : names.join(', ');

/** As in en. Nothing follows a name that its last sound would decide. */
export const reminders = {
  renew: '갱신',
  stop: '중지',
  sessionWarning: (name: string, time: string) => ({
    title: `${name}: ${time}에 만료`,
    body: '계속 작업하려면 갱신하세요.',
  }),
  sessionEnded: (name: string, time: string) => ({
    title: `${name}: 만료됨`,
    body: `세션이 ${time}에 만료되었습니다.`,
  }),
  copyWarning: (name: string, time: string) => ({
    title: `${name}: 복사한 키가 ${time}에 만료`,
    body: '복사한 키는 갱신되지 않습니다. 그 전에 다시 복사하세요.',
  }),
  copyEnded: (name: string, time: string) => ({
    title: `${name}: 복사한 키가 만료됨`,
    body: `${time}에 만료되었습니다. 다시 복사하세요.`,
  }),
  renewalFailed: (name: string, what: string, time: string) => ({
    title: `${name}: 갱신할 수 없음`,
    body: `${what} 세션은 ${time}에 만료됩니다.`,
  }),
  outage: (names: readonly string[], what: string, time: string) => ({
    title:
      names.length === 1
        ? `${names[0] ?? ''}: 네트워크 대기 중`
        : `세션 ${number(names.length)}개가 네트워크를 기다리는 중`,
    body:
      names.length === 1
        ? `${what} 세션은 ${time}에 만료됩니다. Keycutter가 계속 다시 시도합니다.`
        : `${what} ${named(names)}: 첫 번째 세션은 ${time}에 만료됩니다. Keycutter가 계속 다시 시도합니다.`,
  }),
  manyEnded: (names: readonly string[]) => ({
    title: `세션 ${number(names.length)}개가 만료되었습니다`,
    body: named(names),
  }),
  manyEnding: (names: readonly string[]) => ({
    title: `세션 ${number(names.length)}개가 만료되었거나 곧 만료됩니다`,
    body: named(names),
  }),
  manyFailed: (names: readonly string[]) => ({
    title: `세션 ${number(names.length)}개를 갱신할 수 없습니다`,
    body: named(names),
  }),
};
