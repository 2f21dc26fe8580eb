import type { desktopErrors as english } from '../en/desktop-errors.ts';

export const desktopErrors: typeof english = {
  'shortcut-taken': (param) => [
    `다른 프로그램이 사용하는 키입니다: ${param('keys')}.`,
    '설정에서 다른 키를 선택하세요.',
  ],
  'shortcut-not-supported': [
    '이 데스크톱(Wayland)에서는 프로그램이 자체 단축키를 가질 수 없습니다.',
    '데스크톱 설정에서 `keycutter open` 명령에 단축키를 지정하세요.',
  ],
  'login-item-failed': (param) => [
    `로그인할 때 Keycutter가 시작되도록 설정할 수 없습니다: ${param('reason', '시스템에서 거부했습니다')}`,
    '시스템 설정의 시작 프로그램에 직접 추가하세요.',
  ],
  'notifications-unavailable': [
    '이 데스크톱에는 알림을 표시하는 프로그램이 없습니다.',
    'Keycutter는 경고를 창과 트레이 아이콘으로 보여 줍니다. 데스크톱에 표시하려면 알림 서비스를 시작하세요.',
  ],
  'settings-file-unreadable': (param) => [
    `${param('path', '이 파일')}: Keycutter 설정이 들어 있지 않습니다. ${param('reason', '읽을 수 없습니다')}`,
    'Keycutter에서 내보낸 파일을 선택하세요.',
  ],
  'settings-file-newer': (param) => [
    `${param('path', '이 파일')}: 더 새로운 Keycutter에서 쓴 파일입니다.`,
    '먼저 이 컴퓨터의 Keycutter를 업데이트하세요.',
  ],
  'import-changed': ['확인한 후에 파일이 변경되었습니다.', '다시 확인한 다음 가져오세요.'],
  'file-write-failed': (param) => [
    `${param('path', '파일')}: 쓸 수 없습니다. ${param('reason', '시스템에서 거부했습니다')}`,
    '다른 위치를 선택하세요.',
  ],
  'reset-incomplete': (param) => [
    `Keycutter가 저장한 것 중 일부를 제거할 수 없습니다: ${param('left')}`,
    '직접 제거하세요. 나머지는 모두 제거되었습니다.',
  ],
  'update-feed-missing': [
    '이 Keycutter에는 업데이트를 찾을 곳이 지정되어 있지 않습니다.',
    '이 앱을 설치한 방법으로 새 버전을 받으세요.',
  ],
  'update-check-failed': (param) => [
    `업데이트를 확인할 수 없습니다: ${param('reason', '서버가 응답하지 않았습니다')}`,
    '내일 다시 시도합니다.',
  ],
  'update-download-failed': (param) => [
    `업데이트를 다운로드할 수 없습니다: ${param('reason', '연결이 끊어졌습니다')}`,
    '나중에 다시 시도하세요. 변경된 것은 없습니다.',
  ],
  'update-not-trusted': [
    '이 Keycutter를 만든 곳에서 서명하지 않은 업데이트이므로 버렸습니다.',
    '이 앱을 받은 곳에서 새 버전을 받고, 만든 곳에 알려 주세요.',
  ],
};
