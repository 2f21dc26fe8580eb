import type { tray as english } from '../en/tray.ts';
import { writingOf } from '../intl.ts';

const { number } = writingOf('ko');

export const tray: typeof english = {
  unnamed: '이름 없음',
  enterCode: (name) => `${name}: MFA 코드 입력…`,
  signIn: (name) => `로그인: ${name}…`,
  programWants: (name) => `프로그램의 요청: ${name}…`,
  unlockKeychain: '키체인 잠금 해제…',
  keychainChanged: '키체인이 변경됨…',
  failed: (name) => `${name}: 실패…`,
  needsYou: (name) => `${name}: 확인 필요…`,
  /** It takes the person to have it back. */
  ended: (name: string) => `${name}: 세션 만료됨…`,
  notice: 'Keycutter의 알림이 있습니다…',
  noLive: '활성 세션 없음',
  until: (name, time) => `${name} — ${time}까지`,
  nextUntil: (name, time) => `${name} ${time}까지`,
  liveCount: (count) => `활성 ${number(count)}개`,
  moreLive: (count) => `활성 세션 ${number(count)}개 더…`,
  copyFor: (format) => `${format}용으로 복사`,
  copyAs: '다른 형식으로 복사',
  commandFor: (format) => `${format}용 명령`,
  renewingFor: (format) => `${format}용 자동 갱신`,
  byValue: '값으로',
  openTerminal: '터미널 열기',
  openConsole: '콘솔 열기',
  refresh: '갱신',
  refreshing: '갱신 중…',
  stop: '중지',
  stopAll: '모두 중지',
  assume: '수임',
  assuming: (name) => `${name} — 수임 중…`,
  open: 'Keycutter 열기',
  quit: '종료',
};
