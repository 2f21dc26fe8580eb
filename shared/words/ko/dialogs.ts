import type { dialogs as english } from '../en/dialogs.ts';
import { writingOf } from '../intl.ts';

const { number } = writingOf('ko');

export const dialogs: typeof english = {
  reopen: {
    message: 'Keycutter 창이 두 번 멈췄습니다.',
    detail: '세션은 그대로 계속됩니다. 지금 창을 다시 열거나 나중에 트레이에서 여세요.',
    open: '다시 열기',
    later: '나중에',
  },
  command: {
    message: 'Keycutter가 이 명령을 실행하도록 허용하겠습니까?',
    detail: (command) =>
      `${command}\n\nKeycutter가 출력이 필요할 때마다 사용자의 권한으로 실행됩니다. 방금 직접 입력한 경우에만 허용하세요.`,
    cancel: '취소',
    allow: '허용',
    spaces: (count) => `공백 ${number(count)}개`,
    moreCharacters: (count) => `여기에 다 표시할 수 없는 문자 ${number(count)}개가 더 있습니다`,
  },
  signInWindow: {
    emptyPage: '빈 페이지',
    notShown: (host) => `${host === '' ? '로그인 페이지' : host}: 표시할 수 없습니다.`,
    reason: (reason) => `이유: ${reason}.`,
    again: '다시 시도',
    close: '닫기',
  },
  assertionFile: 'SAML 응답이 있는 파일 선택',
  notThisWay: 'Keycutter를 이 방식으로 시작할 수 없음',
  notStarted: 'Keycutter를 시작할 수 없음',
  reasonIn: (path) => `이유가 기록된 파일: ${path}`,
};
