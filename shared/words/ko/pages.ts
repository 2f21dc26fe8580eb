import type { pages as english } from '../en/pages.ts';

export const pages: typeof english = {
  opening: '페이지를 여는 중…',
  oneVisit: '한 번만 열 수 있는 페이지입니다. Keycutter에서 다시 여세요.',
  stray: { title: '진행 중인 로그인과 관련 없는 페이지입니다', body: 'Keycutter에서 로그인하세요.' },
  done: { title: 'Keycutter로 돌아가기', body: '이 탭을 닫고 Keycutter로 돌아가도 됩니다.' },
  refused: {
    title: '로그인이 허용되지 않았습니다',
    body: '이 탭을 닫고 Keycutter로 돌아가도 됩니다.',
  },
};
