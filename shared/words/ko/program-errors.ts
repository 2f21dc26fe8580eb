import type { programErrors as english } from '../en/program-errors.ts';

export const programErrors: typeof english = {
  'profile-has-no-session': (param) => [
    `${param('name', '이 프로필')}: 액세스 키 자체를 제공하며 세션이 없습니다.`,
    'AWS CLI, SDK 또는 keycutter exec를 통해 사용하세요.',
  ],
  'mfa-needed': (param) => [
    `${param('name', '이 프로필')}: MFA 코드가 필요합니다.`,
    'Keycutter 창에서 입력한 다음 다시 실행하세요.',
  ],
  'approval-needed': (param) => [
    `${param('name', '이 프로필')}: 허용한 후에만 제공됩니다.`,
    'Keycutter 창에서 허용한 다음 다시 실행하세요.',
  ],
  'approval-denied': (param) => [
    `${param('name', '이 프로필')}: 제공하지 않도록 선택했습니다.`,
    '허용하려면 잠시 후 다시 실행하세요.',
  ],
  'client-not-allowed': ['Keycutter 창에서만 할 수 있는 작업입니다.', '창을 열고 그곳에서 진행하세요.'],
  'grant-not-found': ['이 자동 갱신 내보내기는 이미 끝났습니다.', '필요한 곳에 새로 복사하세요.'],
  'endpoint-port-taken': (param) => [
    `Keycutter가 실행되지 않는 동안 다른 프로그램이 포트 ${param('port')}번을 사용하여, 모든 자동 갱신 내보내기를 회수했습니다.`,
    '사용하던 셸에 자동 갱신 내보내기를 다시 복사하세요.',
  ],
  'endpoint-unavailable': (param) => [
    `로컬 엔드포인트를 열 수 없습니다: ${param('reason', '시스템에서 거부했습니다')}`,
    '대신 명령으로 내보내거나 다시 시도하세요.',
  ],
  'agent-unavailable': (param) => [
    `keycutter 명령이 앱에 연결할 수 없습니다: ${param('reason', '소켓을 만들 수 없습니다')}`,
    'Keycutter를 다시 시작하세요. 값으로 내보내기는 계속 사용할 수 있습니다.',
  ],
  'app-not-reachable': [
    'Keycutter가 실행 중이 아닙니다.',
    '앱을 시작하거나 keycutter status를 실행해 시작하게 하세요.',
  ],
  'app-not-started': (param) => [
    `Keycutter를 시작할 수 없습니다: ${param('reason', '제시간에 응답하지 않았습니다')}`,
    '데스크톱에서 시작한 다음 다시 실행하세요.',
  ],
  'app-other-version': (param) => [
    `이 명령(${param('command')})과 실행 중인 앱(${param('app')})의 버전이 다릅니다.`,
    'Keycutter를 종료하고 다시 시작하세요.',
  ],
  'app-not-proven': [
    'Keycutter의 소켓에서 응답한 것이 Keycutter임을 증명하지 못했습니다.',
    '아무것도 보내지 않았습니다. Keycutter를 종료하고 다시 시작하세요.',
  ],
  'terminal-unavailable': (param) => [
    '터미널 프로그램을 찾을 수 없습니다.',
    `터미널을 직접 열고 다음을 실행하세요: ${param('command', 'keycutter exec')}`,
  ],
  'browser-failed': (param) =>
    param('reason') === ''
      ? ['브라우저를 열 수 없습니다.', 'keycutter console을 --print 옵션으로 실행하고 주소를 직접 여세요.']
      : [
          `브라우저를 열 수 없습니다: ${param('reason')}.`,
          '설정이나 프로필에서 콘솔에 사용할 다른 브라우저를 선택하세요.',
        ],
  'console-not-possible': [
    '이 종류의 세션으로는 콘솔에 로그인할 수 없습니다.',
    '역할을 수임한 다음 그 세션으로 콘솔을 여세요.',
  ],
  'console-refused': (param) => [
    `AWS가 이 세션에 대한 로그인을 제공하지 않았습니다(${param('status', '이유를 알 수 없음')}).`,
    '세션을 갱신하고 다시 시도하세요.',
  ],
};
