import type { reach as english } from '../en/reach.ts';

export const reach: typeof english = {
  reach: {
    missing: (name) => `다음 프로필이 없습니다: ${name}`,
    missingHint: '링크에 지정된 이름입니다. 이름이 변경되었거나 제거되었을 수 있습니다.',
    shortcut: '전역 단축키',
    shortcutHelp: '어디서나 Keycutter를 표시하거나 숨깁니다.',
    shortcutHowTo: 'Enter를 누른 다음 원하는 키를 누르세요. Backspace는 지우기, Escape는 취소입니다.',
    shortcutNone: '없음',
    pressKeys: '키를 누르세요…',
    clearShortcut: '지우기',
    clearShortcutLabel: '전역 단축키 지우기',
  },
};
