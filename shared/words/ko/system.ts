import type { systemReasons as english, system as englishSystem } from '../en/system.ts';
import { writingOf } from '../intl.ts';

const { number } = writingOf('ko');

export const systemReasons: typeof english = {
  'not-json': 'JSON 형식이 아닙니다',
  'not-exported': 'Keycutter에서 내보낸 파일이 아닙니다',
  'too-many-entries': 'Keycutter가 받을 수 있는 것보다 항목이 많습니다',
  'there-twice': '두 번 들어 있습니다',
  'name-of-demo': '데모 계정에 같은 이름의 프로필이 있습니다',
  'caller-not-in-file': '호출에 필요한 항목이 파일에 없습니다',
  'caller-not-imported': '호출에 필요한 항목을 가져오지 못했습니다',
  'path-not-nameable': 'Keycutter의 경로에 등호나 줄바꿈이 있습니다',
  'needs-approval': 'macOS 시스템 설정의 로그인 항목에서 허용해야 합니다',
  'not-installed': '설치된 Keycutter가 아닙니다',
};

export const system: typeof englishSystem = {
  cancel: '취소',
  quit: {
    message: (count) => `프로그램 ${number(count)}개가 Keycutter의 세션을 사용하고 있습니다.`,
    detail: (served) =>
      `${served.join('\n')}\n\n종료하면 Keycutter를 다시 실행할 때까지 자격 증명을 받지 못합니다.`,
    ways: {
      endpoint: (name) => `${name}: 자동 갱신 내보내기`,
      process: (name) => `${name}: credential_process`,
      file: (name) => `${name}: ~/.aws/credentials의 사본`,
    },
    more: (count) => `외 ${number(count)}개`,
    quit: '종료',
    stay: '계속 실행',
  },
  reset: {
    message: 'Keycutter가 저장한 모든 것을 제거하겠습니까?',
    keys: (count) =>
      `액세스 키 ${number(count)}개: 키체인에서 비밀 값을 삭제합니다. AWS의 키는 그대로 남습니다.`,
    profiles: (count) => `프로필 ${number(count)}개`,
    signIns: (count) => `로그인 ${number(count)}개`,
    sessions: '저장된 세션, 기억된 로그인, MFA 시드',
    sections: (names) => `Keycutter가 관리하는 ~/.aws 섹션: ${names.join(', ')}`,
    rest: '설정, 활동, 로그, 백업, keycutter 명령, 로그인 시 시작',
    folder: (path) => `폴더: ${path}`,
    last: '되돌릴 수 없습니다. 이미 전달된 세션은 만료될 때까지 유효합니다. 설정과 프로필은 먼저 내보낼 수 있습니다.',
    thenQuit: '제거하고 종료',
    startAnew: '제거하고 새로 시작',
  },
  incomplete: {
    message: 'Keycutter가 저장한 것 중 일부가 남아 있습니다.',
    keychain: '키체인의 Keycutter 항목',
    loginItem: '로그인 시 시작',
    detail: (left) => `${left.join('\n')}\n\n직접 제거하세요. 나머지는 모두 제거되었습니다.`,
    close: '닫기',
  },
  files: {
    save: '저장',
    import: '내보낸 설정 파일 선택',
    json: 'Keycutter 설정',
    text: '텍스트',
  },
};
