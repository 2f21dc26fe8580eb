import type { notifications as english } from '../en/notifications.ts';

export const notifications: typeof english = {
  notifications: {
    title: '알림',
    quiet: '방해 금지 시간',
    quietHelp:
      '이 시간에는 알림을 표시하지 않습니다. 끝난 후에도 여전히 중요한 내용은 그때 알리며, 확인이 필요한 일은 트레이에 표시합니다.',
    from: '시작',
    to: '종료',
    same: '시작과 다른 시간을 입력하세요.',
    show: '보기',
  },
};
