import type { notifications as english } from '../en/notifications.ts';

export const notifications: typeof english = {
  notCopied: (name) => `${name}: 복사할 수 없음`,
  noTerminal: (name) => `${name}: 터미널을 열 수 없음`,
  noConsole: (name) => `${name}: 콘솔을 열 수 없음`,
  notStopped: (name) => `${name}: 중지할 수 없음`,
};
