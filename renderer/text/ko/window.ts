import { formatDuration } from '../../../shared/duration-text.ts';
import type { window as english } from '../en/window.ts';
import { list, number } from './writing.ts';

export const window: typeof english = {
  appName: 'Keycutter',
  back: '뒤로',
  cancel: '취소',
  close: '닫기',
  copy: '복사',
  copied: '복사됨',
  awsSays: (words) => `AWS 응답: ${words}`,
  dismiss: '닫기',
  optional: '선택 사항',
  retry: '다시 시도',
  save: '저장',
  loading: '불러오는 중',
  duration: (seconds) => formatDuration(seconds, 'ko'),
  names: (names, most = names.length) =>
    names.length > most + 1
      ? `${names.slice(0, most).join(', ')} 외 ${number(names.length - most)}개`
      : list(names),
  tomorrow: (time) => `내일 ${time}`,
  yesterday: (time) => `어제 ${time}`,

  failure: {
    title: '이 창에 문제가 발생했습니다',
    body: '세션과 키는 백그라운드에서 안전하게 유지됩니다. 계속하려면 창을 다시 불러오세요.',
    reload: '다시 불러오기',
    snapshot: 'Keycutter에서 응답하지 않습니다',
  },
};
