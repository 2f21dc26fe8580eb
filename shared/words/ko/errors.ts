import type { errors as english } from '../en/errors.ts';

export const errors: typeof english = {
  'input-refused': (param) => [
    `${param('field', '값')}: 사용할 수 없는 값입니다. ${param('reason', '올바르지 않습니다')}`,
    '수정한 다음 다시 시도하세요.',
  ],
  'input-too-large': ['이 필드가 받을 수 있는 것보다 텍스트가 많습니다.', '줄여서 다시 시도하세요.'],
  'sender-refused': [
    'Keycutter 자체 창에서 보낸 요청이 아닙니다.',
    '아무 작업도 하지 않았습니다. 이 메시지가 다시 나타나면 Keycutter를 다시 시작하세요.',
  ],
  cancelled: ['취소되었습니다.', '변경된 것은 없습니다.'],
  internal: (param) => [
    'Keycutter에서 문제가 발생했습니다.',
    `다시 시도하세요. 로그에 기록된 이름: ${param('reference', 'internal')}.`,
  ],
  'access-key-not-found': ['이 액세스 키가 더 이상 없습니다.', '다른 키를 선택하거나 다시 추가하세요.'],
  'access-key-name-taken': (param) => [
    `같은 이름의 액세스 키가 이미 있습니다: ${param('name')}.`,
    '다른 이름을 선택하세요.',
  ],
  'access-key-already-kept': (param) => [
    `${param('accessKeyId', '이 키')}: 이미 보관 중인 키입니다. 이름: ${param('name', '다른 이름')}.`,
    '그 키를 사용하거나 먼저 제거하세요.',
  ],
  'access-key-secret-missing': (param) => [
    `키체인에 이 키의 비밀 값이 없습니다: ${param('name')}.`,
    '액세스 키 화면에서 비밀 액세스 키를 다시 입력하세요.',
  ],
  'keychain-unavailable': [
    '이 데스크톱에서 키체인을 사용할 수 없습니다.',
    '키체인(예: GNOME Keyring, KWallet)을 시작한 다음 다시 시도하거나, 이번 실행 동안만 키를 메모리에 보관하세요.',
  ],
  'keychain-locked': ['키체인이 잠겨 있습니다.', '잠금을 해제하고 다시 시도하세요.'],
  'keychain-changed': [
    '저장된 세션이 이 키체인에 없는 키로 봉인되어 있습니다.',
    '저장할 때 사용한 키체인을 열거나 새로 시작하세요. 새로 시작하면 저장된 세션은 따로 보관되고 다시 수임하면 됩니다.',
  ],
  'keychain-failed': (param) => [
    `키체인이 오류를 반환했습니다: ${param('detail', '이유를 알 수 없음')}`,
    '다시 시도하거나, 이번 실행 동안만 키를 메모리에 보관하세요.',
  ],
  'profile-not-found': ['이 프로필이 더 이상 없습니다.', '다른 프로필을 선택하세요.'],
  'profile-name-taken': (param) => [
    `같은 이름의 프로필이 이미 있습니다: ${param('name')}.`,
    '다른 이름을 선택하세요.',
  ],
  'profile-source-missing': [
    '이 프로필의 액세스 키가 제거되었습니다.',
    '프로필을 편집하여 다른 키를 선택하세요.',
  ],
  'session-none': ['이 프로필에 활성 세션이 없습니다.', '먼저 수임하세요.'],
  'mfa-dismissed': ['MFA 코드를 입력하지 않았습니다.', '디바이스가 준비되면 다시 수임하세요.'],
  'mfa-code-reused': [
    '이미 사용한 MFA 코드입니다. AWS는 각 코드를 한 번만 받습니다.',
    '디바이스에 다음 코드가 표시될 때까지 기다리세요.',
  ],
  'rotation-unfinished': (param) => [
    `${param('name', '이 키')}: 교체가 중간에 멈췄습니다. ${param('reason', '한 단계가 실패했습니다')}`,
    '다시 교체하세요. 멈춘 곳부터 계속합니다.',
  ],
  'rotation-needs-keychain': (param) => [
    `${param('name', '이 키')}: 이번 실행에만 유지되는 키이므로, 새 키는 실행이 끝나면 없어집니다.`,
    '비밀 값을 다시 입력해 키체인에 보관한 다음 교체하세요.',
  ],
  'mfa-timed-out': ['제시간에 MFA 코드를 입력하지 않았습니다.', '디바이스가 준비되면 다시 수임하세요.'],
};
